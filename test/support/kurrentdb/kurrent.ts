import { randomUUID } from 'node:crypto';
import { addressOf } from '../servers/ask.js';
import { stubServes } from './server.js';
import { StubNode } from './stub/node.js';

export interface FreshKurrent {
  readonly connection: string;
  /** What no other test's streams begin with. */
  readonly prefix: string;
  /** Lets go of it. What was written stays, where others do not see it. */
  close(): Promise<void>;
}

/** What serves the tests of this file. */
export interface Serving {
  readonly connection: string;
  /** Only where it is the stub. */
  readonly stub?: StubNode;
}

let serving: Promise<Serving> | undefined;
let users = 0;

/** A database of its own for a test: a prefix that nobody else has, on a node that all share. */
export async function freshKurrent(): Promise<FreshKurrent> {
  users++;
  serving ??= chosen();
  const { connection } = await serving;
  let closed = false;
  return {
    connection,
    prefix: `t-${randomUUID().slice(0, 13)}.`,
    close: async () => {
      if (closed) return;
      closed = true;
      if (--users === 0) await letGo();
    },
  };
}

/** Who serves `freshKurrent`, for tests that can do more with the one or the other. */
export const servingKurrent = (): Promise<Serving> => (serving ??= chosen());

async function letGo(): Promise<void> {
  const left = await serving;
  if (users > 0) return;
  serving = undefined;
  await left?.stub?.stop();
}

/** One choice for the whole run of jest (server.ts); a stub serves in this process. */
async function chosen(): Promise<Serving> {
  const address = await addressOf('kurrentdb');
  if (address !== stubServes) return { connection: address };
  const stub = await StubNode.start();
  return { connection: stub.connection, stub };
}
