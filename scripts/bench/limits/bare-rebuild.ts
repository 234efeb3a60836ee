import Database from 'better-sqlite3';
import { rmSync } from 'node:fs';

interface Part {
  readonly sql: string;
  readonly rows: readonly unknown[][];
}

const batch = 5_000;

/**
 * The limit of a rebuild: reads and parses every event of a log and writes the rows that the views have in the end,
 * once, with prepared statements, into the same tables and indexes, in transactions of as many events.
 * @param views the finished views, whose rows are read before the clock starts
 * @returns seconds
 */
export function bareRebuild(events: string, views: string, scratch: string): number {
  rmSync(scratch, { force: true });
  const [log, done, to] = [
    new Database(events, { readonly: true }),
    new Database(views, { readonly: true }),
    new Database(scratch),
  ];
  try {
    const schema = done
      .prepare<[], { readonly type: string; readonly name: string; readonly sql: string }>(
        `SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC`,
      )
      .all();
    const parts = schema
      .filter(({ type }) => type === 'table')
      .map(({ name }): Part => {
        const rows = done.prepare(`SELECT * FROM "${name}"`).raw().all() as unknown[][];
        return { sql: `INSERT INTO "${name}" VALUES (${(rows[0] ?? []).map(() => '?').join()})`, rows };
      })
      .filter(({ rows }) => rows.length > 0);
    const total = log.prepare<[], number>('SELECT count(*) FROM events').pluck().get()!;
    to.pragma('journal_mode = WAL');
    to.pragma('synchronous = NORMAL');
    for (const { sql } of schema) to.exec(sql);

    const began = performance.now();
    const statements = parts.map(({ sql, rows }) => ({ statement: to.prepare(sql), rows, written: 0 }));
    const writeUpTo = to.transaction((share: number) => {
      for (const part of statements) {
        const until = Math.ceil(part.rows.length * share);
        for (; part.written < until; part.written++) part.statement.run(...part.rows[part.written]!);
      }
    });
    let seen = 0;
    let keys = 0;
    const all = log.prepare<[number, number], { data: string; metadata: string }>(
      `SELECT name AS stream, revision, events.id AS id, type, data, metadata
       FROM events CROSS JOIN streams ON streams.id = events.stream WHERE position > ? ORDER BY position LIMIT ?`,
    );
    while (seen < total) {
      const rows = all.all(seen, batch);
      for (const { data, metadata } of rows)
        keys +=
          Object.keys(JSON.parse(data) as object).length + Object.keys(JSON.parse(metadata) as object).length;
      seen += rows.length;
      writeUpTo(seen / total);
    }
    const seconds = (performance.now() - began) / 1_000;
    if (keys === 0) throw new Error('the log has nothing in it');
    return seconds;
  } finally {
    log.close();
    done.close();
    to.close();
    rmSync(scratch, { force: true });
  }
}
