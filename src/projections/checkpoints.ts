import type { DomainEntry } from '../event-codec/domain-event.js';
import type { EventLog, Place } from '../event-codec/event-log.js';
import type { Projection } from './projection.js';
import { type Connection, type RowOf, table } from './table.js';
import type { RowStatements } from './view-database.js';

export const checkpointTable = table({
  name: 'view_checkpoint',
  columns: {
    view: 'text',
    version: 'integer',
    tables: 'text',
    store_id: 'text',
    writer: 'text',
    position: 'text?',
    event_id: 'text?',
    stream: 'text?',
    revision: 'integer?',
  },
  key: ['view'],
});

/**
 * How far a view is: the last event that had its effect, none yet where the position is null. `writer` is whoever
 * began to write it last; nobody else may go on.
 */
export type Checkpoint = RowOf<typeof checkpointTable>;

/** Somebody else writes this view now: whoever meets this has to stop. */
export class CheckpointMoved extends Error {
  constructor(readonly view: string) {
    super(`the checkpoint of the view ${view} was taken over by another`);
    this.name = 'CheckpointMoved';
  }
}

/** A newer program writes this view: one that is older would only throw its work away. */
export class ViewOfNewerProgram extends Error {
  constructor(
    readonly view: string,
    readonly theirs: number,
    readonly ours: number,
  ) {
    super(
      `the view ${view} is of version ${theirs}, written by a newer program; this one knows version ${ours}: ` +
        'bring it up to date or, to go back for good, stop the newer ones and rebuild the views with this one',
    );
    this.name = 'ViewOfNewerProgram';
  }
}

/** The tables as they were made, to be compared with those that the program wants, and to be dropped. */
export const shapeOf = ({ tables }: Pick<Projection, 'tables'>): string => JSON.stringify(tables);
export const tablesIn = (checkpoint: Checkpoint): readonly string[] =>
  (JSON.parse(checkpoint.tables) as readonly { readonly name: string }[]).map(({ name }) => name);

/** Whether the rows of a checkpoint are those of this view over this store. */
export const isOf = (checkpoint: Checkpoint, view: Projection, storeId: string): boolean =>
  checkpoint.version === view.version &&
  checkpoint.tables === shapeOf(view) &&
  checkpoint.store_id === storeId;

/** Whether this program's queries can ask the rows of a checkpoint, though another version may have made them. */
export const fits = (checkpoint: Checkpoint, view: Projection, storeId: string): boolean =>
  checkpoint.tables === shapeOf(view) && checkpoint.store_id === storeId;

/** Whose rows those of a checkpoint are: this program's, a newer one's, or of neither or another log. */
export type CheckpointKind = 'ours' | 'newer' | 'other';

/** @param adopted the version whose program goes on with rows that another one made, if one does */
export function checkpointKind(
  checkpoint: Checkpoint,
  view: Projection,
  storeId: string,
  adopted?: number,
): CheckpointKind {
  if (isOf(checkpoint, view, storeId)) return 'ours';
  if (adopted === view.version && fits(checkpoint, view, storeId)) return 'ours';
  return checkpoint.version > view.version ? 'newer' : 'other';
}

/** @param held whether nobody else may move it until the transaction ends */
export async function readCheckpoint(
  db: Connection,
  view: string,
  held = false,
): Promise<Checkpoint | undefined> {
  const query = db
    .selectFrom(checkpointTable.name)
    .select(Object.keys(checkpointTable.columns))
    .where('view', '=', view);
  return (await (held ? query.forUpdate() : query).executeTakeFirst()) as Checkpoint | undefined;
}

/** Begins a view anew, only where its checkpoint is still as it was found. @throws CheckpointMoved */
export async function beginCheckpoint(
  db: Connection,
  view: Projection,
  storeId: string,
  writer: string,
  found: Checkpoint | undefined,
): Promise<Checkpoint> {
  const place = { position: null, event_id: null, stream: null, revision: null };
  const of = { view: view.name, version: view.version, tables: shapeOf(view), store_id: storeId, writer };
  const begun = { ...of, ...place };
  if (found) return (await change(db, [found], begun))[0]!;
  const { numInsertedOrUpdatedRows } = await db
    .insertInto(checkpointTable.name)
    .values(begun)
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) throw new CheckpointMoved(view.name);
  return begun;
}

/** Makes a checkpoint that of rows which take the place of those it was of, whoever wrote these. */
export async function replaceCheckpoint(db: Connection, checkpoint: Checkpoint): Promise<void> {
  const { view, ...rest } = checkpoint;
  await db
    .insertInto(checkpointTable.name)
    .values({ view, ...rest })
    .onConflict(conflict => conflict.column('view').doUpdateSet(rest))
    .execute();
}

/** How far each view is and who writes it, by the view's name. */
export async function readStanding(
  db: Connection,
): Promise<ReadonlyMap<string, Pick<Checkpoint, 'writer' | 'version' | 'position'>>> {
  const rows = await db
    .selectFrom(checkpointTable.name)
    .select(['view', 'writer', 'version', 'position'])
    .execute();
  return new Map((rows as unknown as readonly Checkpoint[]).map(row => [row.view, row]));
}

/** Whether a log has the event that something stands at: one restored from an older copy may not. */
export async function stands(
  log: EventLog,
  place: Pick<Checkpoint, 'position' | 'event_id' | 'stream' | 'revision'>,
): Promise<boolean> {
  const { position, event_id, stream, revision } = place;
  if (stream === null || revision === null) return true;
  const [event] = await log.readStream(stream, { from: revision, limit: 1 });
  return event?.id === event_id && event?.position === position;
}

/** Makes `writer` the one who goes on from a checkpoint. @throws CheckpointMoved */
export const takeOver = async (db: Connection, from: Checkpoint, writer: string): Promise<Checkpoint> =>
  (await change(db, [from], { writer }))[0]!;

/**
 * Moves checkpoints, only from where their writer believes them to be. Most often all stand at the same event: those
 * are moved by one statement.
 * @throws CheckpointMoved
 */
export async function moveCheckpoints(
  db: Connection,
  statements: RowStatements,
  moves: readonly { readonly from: Checkpoint; readonly to: DomainEntry }[],
): Promise<readonly Checkpoint[]> {
  const together = Map.groupBy(moves, ({ from, to }) =>
    JSON.stringify([from.writer, from.store_id, from.position, from.event_id, to.id]),
  );
  const moved = new Map<Checkpoint, Checkpoint>();
  for (const group of together.values()) {
    const all = group.map(({ from }) => from);
    const to = placeOf(group[0]!.to);
    await statements.runExpecting(db, changing(db, all, to).compile(), all.length, movedOf(all));
    for (const from of all) moved.set(from, { ...from, ...to });
  }
  return moves.map(({ from }) => moved.get(from)!);
}

/** Where a view stands after an event. */
export const placeOf = ({ position, id, stream, revision }: Place) => ({
  position,
  event_id: id,
  stream,
  revision,
});

/** Changes checkpoints that stand at the same event and have the same writer. */
async function change(
  db: Connection,
  all: readonly Checkpoint[],
  to: Partial<Checkpoint>,
): Promise<readonly Checkpoint[]> {
  const { numUpdatedRows } = await changing(db, all, to).executeTakeFirstOrThrow();
  if (numUpdatedRows !== BigInt(all.length)) throw movedOf(all);
  return all.map(from => ({ ...from, ...to }));
}

function changing(db: Connection, all: readonly Checkpoint[], to: Partial<Checkpoint>) {
  const [{ store_id, writer, position, event_id }] = all as [Checkpoint];
  return db
    .updateTable(checkpointTable.name)
    .set(to)
    .where(row => row.or(all.map(({ view, version }) => row.and({ view, version }))))
    .where('store_id', '=', store_id)
    .where('writer', '=', writer)
    .where('position', position === null ? 'is' : '=', position)
    .where('event_id', event_id === null ? 'is' : '=', event_id);
}

const movedOf = (all: readonly Checkpoint[]): CheckpointMoved =>
  new CheckpointMoved(all.map(({ view }) => view).join(', '));
