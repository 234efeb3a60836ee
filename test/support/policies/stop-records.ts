import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresStopRecord } from '../../../src/policies/postgres-stop-record.js';
import { StopFile } from '../../../src/policies/stop-file.js';
import type { StopRecord } from '../../../src/policies/stop-record.js';
import { describeOnPostgres, freshDatabase } from '../postgres/database.js';

/** A record of stops of its own for every test. */
export interface StopRecords {
  /** Another handle on it, as another node has. */
  opened(): Promise<StopRecord>;
}

interface Place {
  open(): Promise<StopRecord>;
  remove(): Promise<unknown>;
}

async function inFile(): Promise<Place> {
  const directory = await mkdtemp(join(tmpdir(), 'stops-'));
  return {
    open: async () => new StopFile(join(directory, 'stops.jsonl')),
    remove: () => rm(directory, { recursive: true }),
  };
}

async function inPostgres(): Promise<Place> {
  const { url, drop } = await freshDatabase();
  return { open: () => PostgresStopRecord.open(url), remove: drop };
}

function records(make: () => Promise<Place>): StopRecords {
  let place: Place;
  let open: StopRecord[] = [];
  beforeEach(async () => {
    place = await make();
    open = [];
  });
  afterEach(async () => {
    await Promise.all(open.map(record => record.close()));
    await place.remove();
  });
  return {
    opened: async () => {
      const record = await place.open();
      open.push(record);
      return record;
    },
  };
}

/** The same tests over every kind of record. */
export function onEveryStopRecord(title: string, tests: (records: StopRecords) => void): void {
  describe(`${title}, over a file`, () => tests(records(inFile)));
  describeOnPostgres(`${title}, over PostgreSQL`, () => tests(records(inPostgres)));
}
