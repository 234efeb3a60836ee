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
    position: 'text?',
    event_id: 'text?',
    stream: 'text?',
    revision: 'integer?',
  },
  key: ['view'],
});

/** How far a view is: the last event that had its effect, none yet where the position is null. */
export type Checkpoint = RowOf<typeof checkpointTable>;

/** Somebody else has written this view meanwhile: whoever meets this has to stop. */
export class CheckpointMoved extends Error {
  constructor(readonly view: string) {
    super(`the checkpoint of the view ${view} was moved by another`);
    this.name = 'CheckpointMoved';
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

export async function readCheckpoint(db: Connection, view: string): Promise<Checkpoint | undefined> {
  const found = await db
    .selectFrom(checkpointTable.name)
    .select(Object.keys(checkpointTable.columns))
    .where('view', '=', view)
    .executeTakeFirst();
  return found as Checkpoint | undefined;
}

export async function beginCheckpoint(
  db: Connection,
  view: Projection,
  storeId: string,
): Promise<Checkpoint> {
  const place = { position: null, event_id: null, stream: null, revision: null };
  const checkpoint = {
    view: view.name,
    version: view.version,
    tables: shapeOf(view),
    store_id: storeId,
    ...place,
  };
  await db.deleteFrom(checkpointTable.name).where('view', '=', view.name).execute();
  await db.insertInto(checkpointTable.name).values(checkpoint).execute();
  return checkpoint;
}

/** Moves a checkpoint, only from where it is believed to be. @throws CheckpointMoved */
export async function moveCheckpoint(db: Connection, from: Checkpoint, to: DomainEntry): Promise<Checkpoint> {
  const place = { position: to.position, event_id: to.id, stream: to.stream, revision: to.revision };
  const { numUpdatedRows } = await db
    .updateTable(checkpointTable.name)
    .set(place)
    .where('view', '=', from.view)
    .where('version', '=', from.version)
    .where('store_id', '=', from.store_id)
    .where('position', from.position === null ? 'is' : '=', from.position)
    .where('event_id', from.event_id === null ? 'is' : '=', from.event_id)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows !== 1n) throw new CheckpointMoved(from.view);
  return { ...from, ...place };
}
