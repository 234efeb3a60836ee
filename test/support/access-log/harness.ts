import type { KeptAccessLog } from '../../../src/access-log/kept-reads.js';

export type TestedLog = KeptAccessLog & { readonly commits: number };

/** What the suites need to know of a log. `Place` is where it lies: a file, an address. */
export interface AccessLogHarness<Place> {
  fresh(): Promise<Place>;
  /** A handle on the log there, which is made; several may be open at once. */
  open(place: Place): Promise<TestedLog>;
  /** Only to be read; it must be there. */
  openForReading(place: Place): Promise<TestedLog>;
  /** Statements past the log. */
  execute(place: Place, sql: string): Promise<void>;
  /** How its tables are called. */
  readonly tables: { readonly reads: string; readonly readOf: string };
  /** What takes the guards of both tables away, as a statement. */
  readonly unguarded: string;
  remove(place: Place): Promise<void>;
}

/** The log under test. Whatever was opened is closed after each test. */
export interface TestedAccessLog {
  opened(): Promise<TestedLog>;
  openedForReading(): Promise<TestedLog>;
  /** Closes all handles. */
  closed(): Promise<void>;
  execute(sql: string): Promise<void>;
}

/** A place of its own for every test of the file. */
export function accessLogUnderTest<Place>(harness: AccessLogHarness<Place>): TestedAccessLog {
  let place: Place;
  let open: TestedLog[] = [];
  const kept = async (opening: Promise<TestedLog>): Promise<TestedLog> => {
    const log = await opening;
    open.push(log);
    return log;
  };
  const closed = async (): Promise<void> => {
    await Promise.all(open.splice(0).map(log => log.close()));
  };
  beforeEach(async () => {
    place = await harness.fresh();
    open = [];
  });
  afterEach(async () => {
    await closed();
    await harness.remove(place);
  });
  return {
    opened: () => kept(harness.open(place)),
    openedForReading: () => kept(harness.openForReading(place)),
    closed,
    execute: sql => harness.execute(place, sql),
  };
}
