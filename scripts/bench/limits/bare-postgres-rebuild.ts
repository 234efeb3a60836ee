import Database from 'better-sqlite3';
import pg from 'pg';
import { parsedLog } from './parsed-log.ts';

/** PostgreSQL takes so many values in one statement, and no more. */
const mostValues = 65_535;
const mostRows = 1_000;
const rowsAtOnce = 5_000;

interface Part {
  readonly name: string;
  readonly columns: readonly string[];
  readonly count: number;
  written: number;
}

/** Where the finished views are, whose reading is not counted, and where they are written again. */
export interface Schemas {
  readonly views: string;
  readonly bare: string;
}

/**
 * The limit of a rebuild in PostgreSQL: reads and parses every event of a log and writes the rows that the views have in
 * the end, once, in the order of their keys, with multi-row inserts, into the same tables and then the same indexes, in
 * transactions of 5000 events' share.
 * @returns seconds
 */
export async function barePostgresRebuild(events: string, url: string, schemas: Schemas): Promise<number> {
  const log = new Database(events, { readonly: true });
  const [from, to] = [new pg.Client({ connectionString: url }), new pg.Client({ connectionString: url })];
  let elapsed = 0;
  const counted = async <T>(work: () => Promise<T> | T): Promise<T> => {
    const began = performance.now();
    try {
      return await work();
    } finally {
      elapsed += performance.now() - began;
    }
  };
  try {
    await Promise.all([from.connect(), to.connect()]);
    await from.query('BEGIN');
    const parts = await tablesIn(from, to, schemas);
    const parsed = parsedLog(log);
    for (;;) {
      const share = await counted(() => parsed.next());
      if (share.done) break;
      await counted(() => to.query('BEGIN'));
      for (const part of parts) await write(from, to, part, share.value, counted);
      await counted(() => to.query('COMMIT'));
    }
    for (const sql of await indexesIn(from, schemas)) await counted(() => to.query(sql));
    return elapsed / 1_000;
  } finally {
    log.close();
    await Promise.all([from.end(), to.end()]);
  }
}

/** Makes the tables with their keys, and a cursor over the rows of each. */
async function tablesIn(from: pg.Client, to: pg.Client, { views, bare }: Schemas): Promise<readonly Part[]> {
  const { rows: tables } = await from.query<{ name: string; key: string; columns: string[] }>(
    `SELECT c.relname AS name,
       (SELECT array_agg(attname::text ORDER BY attnum) FROM pg_attribute
        WHERE attrelid = c.oid AND attnum > 0) AS columns,
       (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY k.nth)
        FROM pg_index i, unnest(i.indkey::int[]) WITH ORDINALITY AS k (attnum, nth), pg_attribute a
        WHERE i.indrelid = c.oid AND i.indisprimary AND a.attrelid = c.oid AND a.attnum = k.attnum) AS key
     FROM pg_class c WHERE c.relnamespace = $1::regnamespace AND c.relkind = 'r' ORDER BY 1`,
    [views],
  );
  const parts: Part[] = [];
  for (const { name, key, columns } of tables) {
    await to.query(`CREATE TABLE ${bare}."${name}" (LIKE ${views}."${name}", PRIMARY KEY (${key}))`);
    const { rows } = await from.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${views}."${name}"`,
    );
    await from.query(
      `DECLARE "${name}" NO SCROLL CURSOR FOR SELECT * FROM ${views}."${name}" ORDER BY ${key}`,
    );
    parts.push({ name: `${bare}."${name}"`, columns, count: rows[0]!.count, written: 0 });
  }
  return parts;
}

async function write(
  from: pg.Client,
  to: pg.Client,
  part: Part,
  share: number,
  counted: (work: () => Promise<unknown>) => Promise<unknown>,
): Promise<void> {
  const until = Math.ceil(part.count * share);
  const cursor = part.name.slice(part.name.indexOf('.') + 1);
  while (part.written < until) {
    const count = Math.min(rowsAtOnce, until - part.written);
    const { rows } = await from.query<unknown[]>({ text: `FETCH ${count} FROM ${cursor}`, rowMode: 'array' });
    const size = Math.min(mostRows, Math.floor(mostValues / part.columns.length));
    for (let at = 0; at < rows.length; at += size) {
      const some = rows.slice(at, at + size);
      await counted(() => to.query(insertion(part, some.length), some.flat()));
    }
    part.written += rows.length;
  }
}

const insertions = new Map<string, string>();
/** Of so many rows; made once. */
function insertion({ name, columns }: Part, rows: number): string {
  const known = insertions.get(`${name} ${rows}`);
  if (known !== undefined) return known;
  const values = Array.from(
    { length: rows },
    (_, row) => `(${columns.map((__, column) => `$${row * columns.length + column + 1}`).join()})`,
  );
  const text = `INSERT INTO ${name} VALUES ${values.join()}`;
  insertions.set(`${name} ${rows}`, text);
  return text;
}

/** What makes the indexes beyond the keys. */
async function indexesIn(from: pg.Client, { views, bare }: Schemas): Promise<readonly string[]> {
  const { rows } = await from.query<{ sql: string }>(
    `SELECT pg_get_indexdef(i.indexrelid) AS sql FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
     WHERE c.relnamespace = $1::regnamespace AND c.relkind = 'r' AND NOT i.indisprimary`,
    [views],
  );
  return rows.map(({ sql }) => sql.replaceAll(`${views}.`, `${bare}.`));
}
