import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CuttingProxy } from './cutting-proxy.js';
import { freshKurrent, servingKurrent } from './kurrent.js';

const run = promisify(execFile);

/** A database that can be stopped and started under those who use it, or be made not to answer. */
export interface Stoppable {
  readonly connection: string;
  readonly prefix: string;
  /** What is stopped, for the record. */
  readonly what: string;
  stop(): Promise<void>;
  start(): Promise<void>;
  hold(): void;
  release(): void;
  close(): Promise<void>;
}

interface Switch {
  readonly what: string;
  stop(): Promise<void>;
  start(): Promise<void>;
}

/**
 * The stub itself; a real node by the commands of TEST_KURRENTDB_RESTART (JSON: `{"stop": "…", "start": "…"}`, each for
 * a shell), else only the proxy before it, which refuses connections.
 */
export async function stoppableKurrent(): Promise<Stoppable> {
  const { connection, prefix, close } = await freshKurrent();
  const node = await switchOfNode();
  const proxy = await CuttingProxy.before(connection);
  return {
    connection: proxy.connection,
    prefix,
    what: node?.what ?? 'the way to the node',
    stop: async () => void (await Promise.all([node?.stop(), proxy.stop()])),
    start: async () => void (await Promise.all([node?.start(), proxy.start()])),
    hold: () => proxy.hold(),
    release: () => proxy.release(),
    close: async () => {
      await proxy.stop();
      await close();
    },
  };
}

async function switchOfNode(): Promise<Switch | undefined> {
  const { stub } = await servingKurrent();
  if (stub) return { what: 'the stub', stop: () => stub.stop(), start: () => stub.start() };
  const given = process.env.TEST_KURRENTDB_RESTART;
  if (!given) return undefined;
  const commands = JSON.parse(given) as { readonly stop: string; readonly start: string };
  const shell = async (command: string): Promise<void> => void (await run('sh', ['-c', command]));
  return { what: 'the node', stop: () => shell(commands.stop), start: () => shell(commands.start) };
}
