import type Database from 'better-sqlite3';
import type { AppendReceipt, ExpectedRevision, JsonObject, StoredEvent } from '../event-store.js';
import { RevisionConflict } from '../event-store.js';
import { toPosition } from './position.js';

/** An append as it is written: data and metadata are JSON text. */
export interface Append {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly EventText[];
}

export interface EventText {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

interface Place {
  readonly position: number;
  readonly revision: number;
}

/** An event as its row has it, under the name of its stream. */
export type Row = EventText & Place & { readonly stream: string };

/** The tables `streams` and `events`. Positions count from 1 without gaps: nothing is ever deleted. */
export class EventTable {
  private readonly streamId;
  private readonly addStream;
  private readonly lastRevision;
  private readonly lastPosition;
  private readonly place;
  private readonly addEvent;
  private readonly forward;
  private readonly backward;
  private readonly all;
  private readonly some;
  private readonly last;

  constructor(db: Database.Database) {
    const columns = 'position, revision, events.id, type, data, metadata';
    this.streamId = db.prepare<[string], number>('SELECT id FROM streams WHERE name = ?').pluck();
    this.addStream = db.prepare<[string]>('INSERT INTO streams (name) VALUES (?)');
    this.lastRevision = db
      .prepare<[number], number>('SELECT max(revision) FROM events WHERE stream = ?')
      .pluck();
    this.lastPosition = db.prepare<[], number | null>('SELECT max(position) FROM events').pluck();
    this.place = db.prepare<[number, string], Place>(
      'SELECT position, revision FROM events WHERE stream = ? AND id = ?',
    );
    this.addEvent = db.prepare<[number, number, number, string, string, string, string]>(
      'INSERT INTO events (position, stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    const ofStream = (comparison: string, order: string) =>
      db.prepare<[string, number, number, number], Row>(
        `SELECT ? AS stream, ${columns} FROM events
         WHERE events.stream = ? AND revision ${comparison} ? ORDER BY revision ${order} LIMIT ?`,
      );
    this.forward = ofStream('>=', 'ASC');
    this.backward = ofStream('<=', 'DESC');
    // CROSS JOIN keeps the log the outer loop, so that the order costs nothing
    this.all = db.prepare<[number, number], Row>(
      `SELECT streams.name AS stream, ${columns} FROM events CROSS JOIN streams ON streams.id = events.stream
       WHERE position > ? ORDER BY position LIMIT ?`,
    );
    this.some = db.prepare<[string, string, number, number], Row>(
      `SELECT streams.name AS stream, position, revision, events.id, type,
         iif(type IN (SELECT value FROM json_each(?)), data, NULL) AS data,
         iif(type IN (SELECT value FROM json_each(?)), metadata, NULL) AS metadata
       FROM events CROSS JOIN streams ON streams.id = events.stream
       WHERE position > ? ORDER BY position LIMIT ?`,
    );
    this.last = db.prepare<[], Row>(
      `SELECT streams.name AS stream, ${columns} FROM events CROSS JOIN streams ON streams.id = events.stream
       ORDER BY position DESC LIMIT 1`,
    );
  }

  /** To be called within a transaction. Whatever is checked is checked before the first row is written. */
  append({ stream, expected, events }: Append): AppendReceipt {
    const known = this.streamId.get(stream);
    const actual = known === undefined ? -1 : this.lastRevision.get(known)!;
    const standing =
      known === undefined ? [] : events.flatMap(event => this.place.get(known, event.id) ?? []);
    if (standing.length === events.length) return receipt(standing.reduce(later));
    if (standing.length > 0 || !matches(expected, actual))
      throw new RevisionConflict(stream, expected, actual);

    const id = known ?? Number(this.addStream.run(stream).lastInsertRowid);
    let last: Place = { position: this.lastPosition.get() ?? 0, revision: actual };
    for (const event of events) {
      last = { position: last.position + 1, revision: last.revision + 1 };
      this.addEvent.run(last.position, id, last.revision, event.id, event.type, event.data, event.metadata);
    }
    return receipt(last);
  }

  ofStream(stream: string, direction: 'forward' | 'backward', from: number, limit: number): StoredEvent[] {
    const id = this.streamId.get(stream);
    return id === undefined ? [] : this[direction].all(stream, id, from, limit).map(stored);
  }

  after(position: number, limit: number): StoredEvent[] {
    return this.all.all(position, limit).map(stored);
  }

  /** The same, with data and metadata of events of these types only. */
  skimmed(position: number, limit: number, types: ReadonlySet<string>): StoredEvent[] {
    const wanted = JSON.stringify([...types]);
    return this.some
      .all(wanted, wanted, position, limit)
      .map(row => (types.has(row.type) ? stored(row) : placed(row)));
  }

  newest(): StoredEvent | undefined {
    const row = this.last.get();
    return row && stored(row);
  }

  head(): string | undefined {
    const last = this.lastPosition.get() ?? undefined;
    return last === undefined ? undefined : toPosition(last);
  }
}

function matches(expected: ExpectedRevision, actual: number): boolean {
  if (expected === 'any') return true;
  return expected === 'no-stream' ? actual === -1 : expected === actual;
}

const later = (a: Place, b: Place): Place => (b.revision > a.revision ? b : a);

const receipt = ({ revision, position }: Place): AppendReceipt => ({
  revision,
  position: toPosition(position),
});

export const stored = (row: Row): StoredEvent => ({
  id: row.id,
  type: row.type,
  data: JSON.parse(row.data) as JsonObject,
  metadata: JSON.parse(row.metadata) as JsonObject,
  stream: row.stream,
  revision: row.revision,
  position: toPosition(row.position),
});

const nothing: JsonObject = Object.freeze({});
const placed = (row: Row): StoredEvent => ({
  id: row.id,
  type: row.type,
  data: nothing,
  metadata: nothing,
  stream: row.stream,
  revision: row.revision,
  position: toPosition(row.position),
});
