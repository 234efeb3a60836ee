import type Database from 'better-sqlite3';

const batch = 5_000;

/** Reads and parses every event of a log, in its order. Yields the share that is done after each part. */
export function* parsedLog(log: Database.Database): Generator<number, void> {
  const total = log.prepare<[], number>('SELECT count(*) FROM events').pluck().get()!;
  const all = log.prepare<[number, number], { data: string; metadata: string }>(
    `SELECT name AS stream, revision, events.id AS id, type, data, metadata
     FROM events CROSS JOIN streams ON streams.id = events.stream WHERE position > ? ORDER BY position LIMIT ?`,
  );
  let seen = 0;
  let keys = 0;
  while (seen < total) {
    const rows = all.all(seen, batch);
    for (const { data, metadata } of rows)
      keys +=
        Object.keys(JSON.parse(data) as object).length + Object.keys(JSON.parse(metadata) as object).length;
    seen += rows.length;
    yield seen / total;
  }
  if (keys === 0) throw new Error('the log has nothing in it');
}
