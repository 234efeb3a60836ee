import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { built } from '../product.ts';

/** A row of the log, but for its place and its id. */
export interface Bytes {
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/** The newest row that an instance wrote, as its file has it. */
export function newestBytes(dataDir: string): Bytes {
  const db = new Database(join(dataDir, 'events.db'), { readonly: true });
  try {
    return db
      .prepare<[], Bytes>('SELECT type, data, metadata FROM events ORDER BY position DESC LIMIT 1')
      .get()!;
  } finally {
    db.close();
  }
}

/**
 * The limit of an append: the same bytes into the same tables, one event a transaction, as durably, by prepared
 * statements and nothing else.
 */
export async function bareAppend(directory: string) {
  const { SqliteEventStore } = await built<
    typeof import('../../../src/event-store/sqlite/sqlite-event-store.js')
  >('event-store/sqlite/sqlite-event-store');
  const file = join(directory, 'bare-events.db');
  await SqliteEventStore.open(file).close();
  const db = new Database(file);
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  const addStream = db.prepare('INSERT INTO streams (id, name) VALUES (?, ?)');
  const add = db.prepare(
    'INSERT INTO events (position, stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const streams = 1_000;
  db.transaction(() => {
    for (let n = 1; n <= streams; n++) addStream.run(n, `participation-${n}`);
  })();
  let position = 0;
  return {
    append: ({ type, data, metadata }: Bytes): void => {
      const [stream, revision] = [(position % streams) + 1, Math.floor(position / streams)];
      add.run(++position, stream, revision, randomUUID(), type, data, metadata);
    },
    close: (): void => void db.close(),
  };
}
