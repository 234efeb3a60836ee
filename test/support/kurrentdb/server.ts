import type { Server, Started } from '../servers/server.ts';
import { kurrentImage, startContainer } from './container.ts';

/** Told instead of an address where a stub in the process of the test must serve. */
export const stubServes = 'stub';

const why =
  'TEST_KURRENTDB names no node and Docker gives none (no engine, or neither has the image nor can pull it)';

/** The node that TEST_KURRENTDB names, else one in a container, else the stub. It says which, loudly, once a run. */
export const kurrentdb: Server = {
  lacks: async () => undefined,
  async start(): Promise<Started> {
    const address = process.env.TEST_KURRENTDB;
    if (address)
      return served('the node that TEST_KURRENTDB names', { address, stop: async () => undefined });
    const image = await kurrentImage();
    const container = image && (await startContainer(image).catch(failed));
    if (container) return served(`a container of ${image}`, container);
    return served(`A STUB, NOT THE REAL SERVER: ${why}`, {
      address: stubServes,
      stop: async () => undefined,
    });
  },
};

function served(by: string, started: Started): Started {
  process.stderr.write(`\n*** KurrentDB is served by ${by} ***\n\n`);
  return started;
}

function failed(error: unknown): undefined {
  process.stderr.write(`\n*** a container for KurrentDB does not start: ${String(error)} ***\n`);
}
