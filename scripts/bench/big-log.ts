import Database from 'better-sqlite3';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { built } from './product.ts';

interface Row {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const texts = /"((?:[^"\\]|\\.)*)"/g;

/** Streams, persons and organisations of a log: what has another name in each copy of it. */
function namesIn(log: Database.Database): ReadonlySet<string> {
  const names = new Set<string>();
  for (const name of log.prepare<[], string>('SELECT name FROM streams').pluck().iterate()) {
    if (name === 'rulebook') continue;
    names.add(name);
    names.add(name.replace(/^(provider-case|[a-z]+)-/, ''));
  }
  const persons = log
    .prepare<[], string>(
      `SELECT DISTINCT json_extract(metadata, '$.actor.id') FROM events
       UNION SELECT DISTINCT json_extract(metadata, '$.actor.organisation') FROM events`,
    )
    .pluck();
  for (const name of persons.iterate()) if (name !== null && name !== 'system') names.add(name);
  return names;
}

/** How a text of the log reads in its copy of that number. */
function copying(names: ReadonlySet<string>, copy: number): (text: string) => string {
  if (copy === 0) return text => text;
  const mark = copy.toString(16).padStart(4, '0');
  return text => {
    if (uuid.test(text)) return mark + text.slice(4);
    return names.has(text) ? `${text}-c${copy}` : text;
  };
}

/**
 * Writes a log of at least so many events into an empty data directory: copies of a whole year of a Jobcenter, each
 * under names of its own, side by side as offices of a country work side by side. There is one rulebook stream.
 * @returns how many events it has
 */
export async function makeLog(template: string, dataDir: string, events: number): Promise<number> {
  const { SqliteEventStore } = await built<
    typeof import('../../src/event-store/sqlite/sqlite-event-store.js')
  >('event-store/sqlite/sqlite-event-store');
  const file = join(dataDir, 'events.db');
  rmSync(file, { force: true });
  await SqliteEventStore.open(file).close();
  const from = new Database(join(template, 'events.db'), { readonly: true });
  const to = new Database(file);
  try {
    to.pragma('synchronous = OFF');
    to.pragma('cache_size = -200000');
    const names = namesIn(from);
    const each = from.prepare<[], number>('SELECT count(*) FROM events').pluck().get()!;
    const copies = Array.from({ length: Math.max(1, Math.ceil(events / each)) }, (_, n) => copying(names, n));
    const addStream = to.prepare('INSERT INTO streams (id, name) VALUES (?, ?)');
    const add = to.prepare(
      'INSERT INTO events (position, stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    const streams = new Map<string, number>();
    const idOf = (name: string): number => {
      const known = streams.get(name);
      if (known !== undefined) return known;
      streams.set(name, streams.size + 1);
      addStream.run(streams.size, name);
      return streams.size;
    };
    let position = 0;
    to.exec('BEGIN');
    const rows = from.prepare<[], Row>(
      `SELECT name AS stream, revision, events.id AS id, type, data, metadata
       FROM events CROSS JOIN streams ON streams.id = events.stream ORDER BY position`,
    );
    for (const { stream, revision, id, type, data, metadata } of rows.iterate())
      for (const [n, copy] of copies.entries()) {
        if (stream === 'rulebook' && n > 0) break;
        const again = (json: string): string =>
          n === 0 ? json : json.replaceAll(texts, (_, text: string) => `"${copy(text)}"`);
        add.run(++position, idOf(copy(stream)), revision, copy(id), type, again(data), again(metadata));
        if (position % 100_000 === 0) to.exec('COMMIT; BEGIN');
      }
    to.exec('COMMIT');
    to.pragma('wal_checkpoint(TRUNCATE)');
    return position;
  } finally {
    from.close();
    to.close();
  }
}
