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

/** How a name of the log reads in its copy of that number. */
export const inCopy = (name: string, copy: number): string => (copy === 0 ? name : `${name}-c${copy}`);
const uuidInCopy = (id: string, copy: number): string =>
  copy === 0 ? id : copy.toString(16).padStart(4, '0') + id.slice(4);

/** A text in which names stand: split once, put together for each copy. */
type Split = (copy: number) => string;

function splitting(names: ReadonlySet<string>): (json: string) => Split {
  return json => {
    const fixed: string[] = [];
    const named: { readonly text: string; readonly of: (text: string, copy: number) => string }[] = [];
    let from = 0;
    for (const { 1: text, index } of json.matchAll(texts)) {
      const of = uuid.test(text!) ? uuidInCopy : names.has(text!) ? inCopy : undefined;
      if (!of) continue;
      fixed.push(json.slice(from, index + 1));
      named.push({ text: text!, of });
      from = index + 1 + text!.length;
    }
    const rest = json.slice(from);
    return copy => {
      if (copy === 0) return json;
      let all = '';
      for (const [n, { text, of }] of named.entries()) all += fixed[n]! + of(text, copy);
      return all + rest;
    };
  };
}

/** What a log of at least so many events is made of. */
export interface MadeLog {
  readonly events: number;
  /** How many times the template stands in it. */
  readonly copies: number;
}

/**
 * Writes a log of at least so many events into an empty data directory: copies of the same year of a Jobcenter, each
 * under names of its own, side by side as offices of a country work side by side. There is one rulebook stream.
 */
export async function makeLog(template: string, dataDir: string, events: number): Promise<MadeLog> {
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
    to.pragma('cache_size = -400000');
    const split = splitting(namesIn(from));
    const each = from.prepare<[], number>('SELECT count(*) FROM events').pluck().get()!;
    const copies = Math.max(1, Math.ceil(events / each));
    const addStream = to.prepare('INSERT INTO streams (id, name) VALUES (?, ?)');
    const add = to.prepare(
      'INSERT INTO events (position, stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    // a stream has as many ids as copies, one after the other
    const streams = new Map<string, number>();
    let [position, lastStream] = [0, 0];
    const firstIdOf = (name: string, times: number): number => {
      const known = streams.get(name);
      if (known !== undefined) return known;
      const first = lastStream + 1;
      for (let copy = 0; copy < times; copy++) addStream.run(++lastStream, inCopy(name, copy));
      streams.set(name, first);
      return first;
    };
    to.exec('BEGIN');
    const rows = from.prepare<[], Row>(
      `SELECT name AS stream, revision, events.id AS id, type, data, metadata
       FROM events CROSS JOIN streams ON streams.id = events.stream ORDER BY position`,
    );
    for (const { stream, revision, id, type, data, metadata } of rows.iterate()) {
      const times = stream === 'rulebook' ? 1 : copies;
      const first = firstIdOf(stream, times);
      const [dataOf, metadataOf, idOf] = [split(data), split(metadata), split(`"${id}"`)];
      for (let copy = 0; copy < times; copy++) {
        const text = copy === 0 ? id : idOf(copy).slice(1, -1);
        add.run(++position, first + copy, revision, text, type, dataOf(copy), metadataOf(copy));
        if (position % 100_000 === 0) to.exec('COMMIT; BEGIN');
      }
    }
    to.exec('COMMIT');
    to.pragma('wal_checkpoint(TRUNCATE)');
    return { events: position, copies };
  } finally {
    from.close();
    to.close();
  }
}
