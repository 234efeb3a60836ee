import { KurrentEventStore } from '../../../src/event-store/kurrentdb/kurrent-event-store.js';
import { sample } from './samples.js';

/** Uses a store in every way and closes it. Nothing is left that would keep the process alive. */
const [connection, prefix] = process.argv.slice(2);
const store = await KurrentEventStore.open({ connection: connection!, prefix: prefix! });
const following = new AbortController();
const follower = store.subscribe(undefined, { signal: following.signal })[Symbol.asyncIterator]();
const woken = follower.next();
await store.append('s', 'no-stream', [sample()]);
await woken;
const waits = follower.next();
following.abort();
await waits;
await store.close();
process.stdout.write('closed\n');
