import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SystemClock } from '../../../src/clock.js';
import type { NewEntry } from '../../../src/event-codec/event-codec.js';
import { EventLog } from '../../../src/event-codec/event-log.js';
import { SqliteEventStore } from '../../../src/event-store/sqlite/sqlite-event-store.js';
import { FollowedViews } from '../../../src/nodes/followed-views.js';
import { LeasedLeadership, type LeaseTimes } from '../../../src/nodes/leased-leadership.js';
import { Leases } from '../../../src/nodes/leases.js';
import { Node } from '../../../src/nodes/node.js';
import type { Projection } from '../../../src/projections/projection.js';
import { Projector } from '../../../src/projections/projector.js';
import { ViewStore } from '../../../src/projections/view-store.js';
import { freshDatabase, type FreshDatabase } from '../postgres/database.js';

/** Short enough to be waited for. */
export const shortTimes: LeaseTimes = { life: 900, margin: 200, renewal: 150, attempt: 60 };

export interface NodeOptions {
  /** Through which it reaches its leases; else the database itself. */
  readonly leasesAt?: string;
  readonly prepare?: () => Promise<void>;
  readonly times?: LeaseTimes;
}

/** What a node said of itself. */
export interface OneNode {
  readonly node: Node;
  readonly views: ViewStore;
  readonly failures: Error[];
}

/** Several nodes in one process: one log, one database of views. */
export class Nodes {
  readonly log: EventLog;
  private readonly closing: (() => Promise<unknown>)[] = [];

  private constructor(
    readonly database: FreshDatabase,
    private readonly directory: string,
    events: SqliteEventStore,
  ) {
    this.log = new EventLog(events);
    this.closing.push(
      () => database.drop(),
      () => rm(directory, { recursive: true }),
      () => events.close(),
    );
  }

  static async open(): Promise<Nodes> {
    const directory = await mkdtemp(join(tmpdir(), 'nodes-'));
    const database = await freshDatabase();
    return new Nodes(database, directory, SqliteEventStore.open(join(directory, 'events.db')));
  }

  async views(): Promise<ViewStore> {
    const store = await ViewStore.connect(this.database.url);
    this.closing.push(() => store.close());
    return store;
  }

  async leadership({ leasesAt = this.database.url, times = shortTimes }: NodeOptions = {}) {
    const leases = await Leases.open(leasesAt, 'test', 500);
    this.closing.push(() => leases.close());
    const leadership = new LeasedLeadership(leases, new SystemClock(), times);
    this.closing.push(() => leadership.stop());
    await leadership.join();
    return leadership;
  }

  /** Not started yet. */
  async node(all: readonly Projection[], options: NodeOptions = {}): Promise<OneNode> {
    const views = await this.views();
    const failures: Error[] = [];
    const node = new Node(
      {
        leadership: await this.leadership(options),
        followed: new FollowedViews(views, all, this.log.storeId),
        clock: new SystemClock(),
        prepare: options.prepare ?? (() => Promise.resolve()),
        makeProjector: own => new Projector(this.log, views, all, { ...own, sparesNewer: true, batch: 20 }),
      },
      { onFailure: error => failures.push(error) },
    );
    return { node, views, failures };
  }

  async tell(stream: string, ...entries: readonly NewEntry[]): Promise<string> {
    return (await this.log.append(stream, 'any', entries)).position;
  }

  /** All rows of views, as text. */
  async rows(store: ViewStore, of: readonly Projection[]): Promise<string> {
    return JSON.stringify(await store.dump(of.flatMap(({ tables }) => tables)), null, 1);
  }

  /** The same, made anew from the log in a file of its own. */
  async rebuilt(of: readonly Projection[]): Promise<string> {
    const store = await ViewStore.open(join(this.directory, `rebuilt-${this.closing.length}.db`));
    try {
      await new Projector(this.log, store, of).rebuild();
      return await this.rows(store, of);
    } finally {
      await store.close();
    }
  }

  async close(): Promise<void> {
    for (const step of this.closing.splice(0).toReversed()) await step();
  }
}

/** Resolves when it is so; the test's own time limit ends it where it never is. */
export async function until(so: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await so())) await new Promise(resolve => setTimeout(resolve, 5));
}
