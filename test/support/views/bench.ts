import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NewEntry } from '../../../src/event-codec/event-codec.js';
import { EventLog } from '../../../src/event-codec/event-log.js';
import { SqliteEventStore } from '../../../src/event-store/sqlite/sqlite-event-store.js';
import type { Projection } from '../../../src/projections/projection.js';
import { Projector, type ProjectorOptions } from '../../../src/projections/projector.js';
import { ViewStore } from '../../../src/projections/view-store.js';
import { freshDatabase, type FreshDatabase } from '../postgres/database.js';
import { isScaleOut } from '../servers/fresh-stores.js';

/** A log and views over it, in a directory of their own; views in PostgreSQL where the run is about that. */
export class Bench {
  readonly log: EventLog;
  private readonly projectors: Projector[] = [];
  private readonly stores: ViewStore[] = [];
  private readonly databases = new Map<string, FreshDatabase>();

  private constructor(
    private readonly directory: string,
    readonly events: SqliteEventStore,
  ) {
    this.log = new EventLog(events);
  }

  static async open(): Promise<Bench> {
    const directory = await mkdtemp(join(tmpdir(), 'views-'));
    return new Bench(directory, SqliteEventStore.open(join(directory, 'events.sqlite')));
  }

  path(file: string): string {
    return join(this.directory, file);
  }

  /** Appends to a stream; answers with the ids of the events. */
  async tell(stream: string, ...entries: readonly NewEntry[]): Promise<readonly string[]> {
    await this.log.append(stream, 'any', entries);
    return entries.map(({ id }) => id);
  }

  /** A file, or a schema in PostgreSQL where TEST_STORES=scale-out asks for it; the same again under the same name. */
  async views(name = 'views.sqlite'): Promise<ViewStore> {
    const store = isScaleOut()
      ? await ViewStore.connect((await this.database(name)).url)
      : await ViewStore.open(this.path(name));
    this.stores.push(store);
    return store;
  }

  /** Views in a file that cannot grow beyond so many pages. */
  async smallViews(maxPages: number): Promise<ViewStore> {
    const store = await ViewStore.open(this.path('views.sqlite'), { maxPages });
    this.stores.push(store);
    return store;
  }

  projector(store: ViewStore, views: readonly Projection[], options?: ProjectorOptions): Projector {
    const pause = { shortest: 1, longest: 10 };
    const projector = new Projector(this.log, store, views, { pause, ...options });
    this.projectors.push(projector);
    return projector;
  }

  /** Views made from all that was told so far. */
  async projected(...views: readonly Projection[]): Promise<ViewStore> {
    const store = await this.views();
    await this.projector(store, views).rebuild();
    return store;
  }

  /** All rows of views, as text to be compared byte for byte. */
  async rows(store: ViewStore, views: readonly Projection[]): Promise<string> {
    return JSON.stringify(await store.dump(views.flatMap(({ tables }) => tables)), null, 1);
  }

  async close(): Promise<void> {
    for (const projector of this.projectors) await projector.stop();
    for (const store of this.stores) await store.close();
    for (const database of this.databases.values()) await database.drop();
    await this.events.close();
    await rm(this.directory, { recursive: true });
  }

  private async database(name: string): Promise<FreshDatabase> {
    const known = this.databases.get(name) ?? (await freshDatabase());
    this.databases.set(name, known);
    return known;
  }
}
