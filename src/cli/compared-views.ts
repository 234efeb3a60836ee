import { compare, type Difference, NothingToCompare, type TableCompared } from '../projections/comparison.js';
import type { Projection } from '../projections/projection.js';
import type { ViewStore } from '../projections/view-store.js';
import type { WholeBuild } from '../projections/whole-build.js';
import { exitCodes } from './exit-codes.js';
import { Failure } from './failure.js';

/**
 * Builds views beside the present ones and prints on standard output every row that differs, then each table's counts.
 * @returns how many rows differ
 */
export async function printDifferences(
  store: ViewStore,
  building: WholeBuild,
  views: readonly Projection[],
  stop: AbortSignal,
): Promise<number> {
  let different = 0;
  const tables: TableCompared[] = [];
  try {
    await compare(
      store,
      building,
      await building.run(views, await leastOf(store, views)),
      views,
      {
        onDifference: difference => process.stdout.write(`${textOf(difference)}\n`),
        onTable: table => {
          different += table.different;
          tables.push(table);
        },
      },
      stop,
    );
  } catch (error) {
    throw error instanceof NothingToCompare ? new Failure(error.message, exitCodes.temporary) : error;
  }
  for (const table of tables) process.stdout.write(`${countsOf(table)}\n`);
  return different;
}

async function leastOf(store: ViewStore, views: readonly Projection[]): Promise<string> {
  const positions: string[] = [];
  for (const view of views) positions.push((await store.checkpointOf(view))?.position ?? '');
  return positions.toSorted()[0]!;
}

/** `table key=value: column old → new, …`, or that it is only in one of them. */
export function textOf({ table, key, cells, only }: Difference): string {
  const where = Object.entries(key)
    .map(([column, cell]) => `${column}=${JSON.stringify(cell)}`)
    .join(' ');
  if (only) return `${table} ${where}: only in the ${only === 'present' ? 'present view' : 'view made anew'}`;
  const changed = cells.map(([column, present, built]) => `${column} ${shown(present)} → ${shown(built)}`);
  return `${table} ${where}: ${changed.join(', ')}`;
}

/** A column that is only in one of the tables has no value in the other. */
const shown = (cell: unknown): string => (cell === undefined ? '(no such column)' : JSON.stringify(cell));

const countsOf = ({ table, present, built, different, note }: TableCompared): string =>
  `${table}: ${different} of ${Math.max(present, built)} rows differ (present ${present}, made anew ${built})` +
  (note === undefined ? '' : `; ${note}`);
