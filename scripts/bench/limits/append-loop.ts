/** Batches of appends, each a stream's first events: through the port, or by a bare loop as durably. One of both. */
import Database from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import { repeated, type Figures } from '../figures.ts';
import { built } from '../product.ts';
import { answering } from '../worker.ts';

const [which, file, size] = process.argv.slice(2) as ['port' | 'bare', string, string];

/** Bytes like those of an ordinary entry. */
const entry = () => ({
  id: randomUUID(),
  type: 'contact-recorded',
  data: { between: ['client', 'adviser'], channel: 'telephone', onSite: false },
  metadata: {
    schemaVersion: 1,
    occurredAt: '2026-05-11T08:00:00.000Z',
    learnedAt: '2026-05-11T08:00:00.000Z',
    recordedAt: '2026-05-11T08:00:00.000Z',
    actor: { id: 'adv-01', role: 'adviser', organisation: 'jc-1' },
    source: 'adviser',
    channel: 'api',
    correlationId: randomUUID(),
    causationId: randomUUID(),
    rulebook: '2026-07',
    command: { id: randomUUID(), digest: 'x'.repeat(43) },
    measureId: 'measure-1',
    providerId: 'provider-1',
  },
});
type Batch = readonly ReturnType<typeof entry>[];

const { SqliteEventStore } = await built<
  typeof import('../../../src/event-store/sqlite/sqlite-event-store.js')
>('event-store/sqlite/sqlite-event-store');

async function port() {
  const store = SqliteEventStore.open(file);
  return {
    append: (stream: string, batch: Batch) => store.append(stream, 'no-stream', batch),
    close: () => store.close(),
  };
}

async function bare() {
  await SqliteEventStore.open(file).close();
  const db = new Database(file);
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  const addStream = db.prepare('INSERT INTO streams (id, name) VALUES (?, ?)');
  const add = db.prepare(
    'INSERT INTO events (position, stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const last = (table: string, column: string): number =>
    db.prepare<[], number>(`SELECT coalesce(max(${column}), 0) FROM ${table}`).pluck().get()!;
  let [position, streams] = [last('events', 'position'), last('streams', 'id')];
  const write = db.transaction((stream: string, batch: Batch) => {
    addStream.run(++streams, stream);
    for (const [revision, { id, type, data, metadata }] of batch.entries())
      add.run(++position, streams, revision, id, type, JSON.stringify(data), JSON.stringify(metadata));
  });
  return {
    append: (stream: string, batch: Batch) => write.immediate(stream, batch),
    close: () => void db.close(),
  };
}

const batches = Array.from({ length: 200 }, () => Array.from({ length: Number(size) }, entry));
const loop = await (which === 'port' ? port() : bare());
const run = randomUUID();
let appended = 0;

answering<{ readonly seconds: number }>(
  ({ seconds }): Promise<Figures> =>
    repeated(seconds, () =>
      loop.append(`participation-${run}-${appended}`, batches[appended++ % batches.length]!),
    ),
  loop.close,
);
