import Database from 'better-sqlite3';
import { rmSync } from 'node:fs';
import { parsedLog } from './parsed-log.ts';

interface Part {
  readonly statement: Database.Statement<unknown[]>;
  readonly rows: IterableIterator<unknown[]>;
  readonly count: number;
  written: number;
}

interface Thing {
  readonly type: string;
  readonly name: string;
  readonly sql: string;
}

/**
 * The limit of a rebuild: reads and parses every event of a log and writes the rows that the views have in the end,
 * once, in the order of their keys, with prepared statements, into the same tables and then the same indexes, in
 * transactions of 5000 events' share.
 * @param views the finished views; reading their rows is not counted
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
    const things = done
      .prepare<[], Thing>(`SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL`)
      .all();
    const of = (wanted: string): readonly Thing[] => things.filter(({ type }) => type === wanted);
    to.pragma('journal_mode = WAL');
    to.pragma('synchronous = NORMAL');
    for (const { sql } of of('table')) to.exec(sql);
    const parts = of('table').map(({ name }) => partOf(done, to, name));

    let elapsed = 0;
    const counted = <T>(work: () => T): T => {
      const began = performance.now();
      try {
        return work();
      } finally {
        elapsed += performance.now() - began;
      }
    };
    const write = to.transaction((rows: readonly (readonly [Part, readonly unknown[][]])[]) => {
      for (const [{ statement }, some] of rows) for (const row of some) statement.run(row);
    });
    const parsed = parsedLog(log);
    for (let share = counted(() => parsed.next()); !share.done; share = counted(() => parsed.next())) {
      const upTo = share.value;
      const rows = parts.map(part => [part, next(part, upTo)] as const);
      counted(() => write(rows));
    }
    for (const { rows } of parts) rows.return?.();
    counted(() => of('index').forEach(({ sql }) => to.exec(sql)));
    return elapsed / 1_000;
  } finally {
    log.close();
    done.close();
    to.close();
    for (const end of ['', '-wal', '-shm']) rmSync(`${scratch}${end}`, { force: true });
  }
}

function partOf(done: Database.Database, to: Database.Database, name: string): Part {
  const columns = done.prepare<[], { name: string; pk: number }>(`PRAGMA table_info("${name}")`).all();
  const key = columns
    .filter(({ pk }) => pk > 0)
    .toSorted((a, b) => a.pk - b.pk)
    .map(column => `"${column.name}"`);
  return {
    statement: to.prepare<unknown[]>(`INSERT INTO "${name}" VALUES (${columns.map(() => '?').join()})`),
    rows: done.prepare(`SELECT * FROM "${name}" ORDER BY ${key.join()}`).raw().iterate() as IterableIterator<
      unknown[]
    >,
    count: done.prepare<[], number>(`SELECT count(*) FROM "${name}"`).pluck().get()!,
    written: 0,
  };
}

/** The part's next rows, so that of all the share is written. */
function next(part: Part, share: number): unknown[][] {
  const rows: unknown[][] = [];
  for (const until = Math.ceil(part.count * share); part.written < until; part.written++)
    rows.push(part.rows.next().value as unknown[]);
  return rows;
}
