import { shapeOf } from './checkpoints.js';
import type { Projection, TableSpec } from './projection.js';
import { type Connection, type RowOf, table, type TableNames } from './table.js';

// Views that are made anew stand beside the present ones, in tables of their own, until they take their place.

export const buildTable = table({
  name: 'view_build',
  columns: {
    name: 'text',
    views: 'text',
    adopted: 'text',
    outgoing: 'text',
    store_id: 'text',
    writer: 'text',
    tag: 'text',
    stage: 'text',
    computed: 'text',
    position: 'text?',
    event_id: 'text?',
    stream: 'text?',
    revision: 'integer?',
  },
  key: ['name'],
});
export type BuildRow = RowOf<typeof buildTable>;
/** There is one at a time. */
export const theBuild = 'next';

/** Participations whose rows are still to be computed, while the log is gone through. */
export const waitingTable = table({
  name: 'next_participation',
  columns: { stream: 'text' },
  key: ['stream'],
});

/** A view as it is being built. */
export interface BuiltView {
  readonly name: string;
  readonly version: number;
  /** As `Checkpoint.tables`. */
  readonly tables: string;
}

/**
 * How far the views are that are being built.
 * folding: the log is gone through, and each participation in it noted;
 * computing: the rows of those are computed, in the order of their streams, as of the place where the folding ended;
 * ready: all rows and indexes are there; what came since is written as it is to the present views.
 */
export type Stage = 'folding' | 'computing' | 'ready';

export interface Build {
  /** None where nothing is being built. */
  readonly views: readonly BuiltView[];
  /** By view: which version has written its present rows since, though they were made by another. */
  readonly adopted: Readonly<Record<string, number>>;
  /** Tables that were taken the place of and have not gone yet. */
  readonly outgoing: readonly string[];
  readonly storeId: string;
  /** Whoever began to write it last; nobody else may go on. */
  readonly writer: string;
  /** What its keys and indexes are called by. */
  readonly tag: string;
  readonly stage: Stage;
  /** The last stream whose rows are computed. */
  readonly computed: string;
  readonly position: string | null;
  readonly eventId: string | null;
  readonly stream: string | null;
  readonly revision: number | null;
}

/** Somebody else builds the views now: whoever meets this has to stop, or to look what became of it. */
export class BuildMoved extends Error {
  constructor() {
    super('another builds the views now');
    this.name = 'BuildMoved';
  }
}

export const builtView = (view: Projection): BuiltView => ({
  name: view.name,
  version: view.version,
  tables: shapeOf(view),
});

/** Whether a build has this view as this program wants it. */
export const has = (build: Build, view: Projection): boolean =>
  build.views.some(
    ({ name, version, tables }) => name === view.name && version === view.version && tables === shapeOf(view),
  );

const nextTables = new WeakMap<TableSpec, TableSpec>();
/** The table beside that takes its place; the same for the same. */
export function nextOf(spec: TableSpec): TableSpec {
  const next = nextTables.get(spec) ?? { ...spec, name: nextName(spec.name) };
  nextTables.set(spec, next);
  return next;
}
export const nextName = (name: string): string => `next_${name}`;
export const outgoingName = (name: string, tag: string): string => `old_${tag}_${name}`;
export const tableNames = (shape: string): readonly string[] =>
  (JSON.parse(shape) as readonly { readonly name: string }[]).map(({ name }) => name);

/** Keys and indexes keep their names when their table gets another one: no two builds have the same. */
export const namesOf = (tag: string): TableNames => ({
  key: ({ name }) => `${tag}_${name}_key`,
  index: ({ name }, _, nth) => `${tag}_${name}_${nth}`,
});

export async function readBuild(db: Connection): Promise<Build | undefined> {
  const found = (await db
    .selectFrom(buildTable.name)
    .select(Object.keys(buildTable.columns))
    .where('name', '=', theBuild)
    .executeTakeFirst()) as BuildRow | undefined;
  return found && buildOf(found);
}

function buildOf({ views, adopted, outgoing, stage, ...row }: BuildRow): Build {
  const { store_id: storeId, event_id: eventId, writer, tag, computed, position, stream, revision } = row;
  return {
    views: JSON.parse(views) as Build['views'],
    adopted: JSON.parse(adopted) as Build['adopted'],
    outgoing: JSON.parse(outgoing) as Build['outgoing'],
    stage: stage as Stage,
    ...{ storeId, writer, tag, computed, position, eventId, stream, revision },
  };
}

/** Writes a build in place of whatever there was. */
export async function replaceBuild(db: Connection, build: Build): Promise<void> {
  const { storeId, eventId, views, adopted, outgoing, ...rest } = build;
  const row = {
    ...rest,
    views: JSON.stringify(views),
    adopted: JSON.stringify(adopted),
    outgoing: JSON.stringify(outgoing),
    store_id: storeId,
    event_id: eventId,
  };
  await db
    .insertInto(buildTable.name)
    .values({ name: theBuild, ...row })
    .onConflict(conflict => conflict.column('name').doUpdateSet(row))
    .execute();
}

/** Changes a build, only as its writer believes it to be. @throws BuildMoved */
export async function changeBuild(db: Connection, from: Build, to: Partial<BuildRow>): Promise<Build> {
  const changed = await db
    .updateTable(buildTable.name)
    .set(to)
    .where('name', '=', theBuild)
    .where('tag', '=', from.tag)
    .where('writer', '=', from.writer)
    .where('stage', '=', from.stage)
    .where('computed', '=', from.computed)
    .where('position', from.position === null ? 'is' : '=', from.position)
    .returningAll()
    .executeTakeFirst();
  if (!changed) throw new BuildMoved();
  return buildOf(changed as BuildRow);
}
