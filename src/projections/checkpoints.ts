import type { DomainEntry } from '../event-codec/domain-event.js';
import type { Projection } from './projection.js';
import { type Connection, type RowOf, table } from './table.js';

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
const shapeOf = ({ tables }: Projection): string => JSON.stringify(tables);
export const tablesIn = (checkpoint: Checkpoint): readonly string[] =>
  (JSON.parse(checkpoint.tables) as readonly { readonly name: string }[]).map(({ name }) => name);

/** Whether the rows of a checkpoint are those of this view over this store. */
export const isOf = (checkpoint: Checkpoint, view: Projection, storeId: string): boolean =>
  checkpoint.version === view.version &&
  checkpoint.tables === shapeOf(view) &&
  checkpoint.store_id === storeId;

/** Whose rows those of a checkpoint are: this program's, a newer one's, or of neither or another log. */
export type CheckpointKind = 'ours' | 'newer' | 'other';

export function checkpointKind(checkpoint: Checkpoint, view: Projection, storeId: string): CheckpointKind {
  if (isOf(checkpoint, view, storeId)) return 'ours';
  return checkpoint.version > view.version ? 'newer' : 'other';
}

export async function readCheckpoint(db: Connection, view: string): Promise<Checkpoint | undefined> {
  const found = await db
    .selectFrom(checkpointTable.name)
    .select(Object.keys(checkpointTable.columns))
    .where('view', '=', view)
    .executeTakeFirst();
  return found as Checkpoint | undefined;
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
  if (found) return change(db, found, begun);
  const { numInsertedOrUpdatedRows } = await db
    .insertInto(checkpointTable.name)
    .values(begun)
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) throw new CheckpointMoved(view.name);
  return begun;
}

/** How far each view is and who writes it, by the view's name. */
export async function readStanding(
  db: Connection,
): Promise<ReadonlyMap<string, Pick<Checkpoint, 'writer' | 'position'>>> {
  const rows = await db.selectFrom(checkpointTable.name).select(['view', 'writer', 'position']).execute();
  return new Map((rows as unknown as readonly Checkpoint[]).map(row => [row.view, row]));
}

/** Makes `writer` the one who goes on from a checkpoint. @throws CheckpointMoved */
export const takeOver = (db: Connection, from: Checkpoint, writer: string): Promise<Checkpoint> =>
  change(db, from, { writer });

/** Moves a checkpoint, only from where its writer believes it to be. @throws CheckpointMoved */
export const moveCheckpoint = (db: Connection, from: Checkpoint, to: DomainEntry): Promise<Checkpoint> =>
  change(db, from, { position: to.position, event_id: to.id, stream: to.stream, revision: to.revision });

async function change(db: Connection, from: Checkpoint, to: Partial<Checkpoint>): Promise<Checkpoint> {
  const { numUpdatedRows } = await db
    .updateTable(checkpointTable.name)
    .set(to)
    .where('view', '=', from.view)
    .where('version', '=', from.version)
    .where('store_id', '=', from.store_id)
    .where('writer', '=', from.writer)
    .where('position', from.position === null ? 'is' : '=', from.position)
    .where('event_id', from.event_id === null ? 'is' : '=', from.event_id)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows !== 1n) throw new CheckpointMoved(from.view);
  return { ...from, ...to };
}
