import { inChunks, matching } from './matching.js';
import type { Row, TableSpec } from './projection.js';
import type { Connection } from './table.js';
import type { Recomputed } from './recomputed.js';
import type { RowChanges } from './row-changes.js';
import type { KeyedChange, Step } from './table-changes.js';
import type { RowStatements } from './view-database.js';

/** What a batch does to one view. */
export interface RowsOfBatch {
  readonly changes: Pick<RowChanges, 'tables'>;
  readonly recomputed: Recomputed;
}

const itself = (spec: TableSpec): TableSpec => spec;

/** Writes rows in bulk: statements of many rows, the order kept where it matters. */
export class RowWriter {
  constructor(private readonly statements: RowStatements) {}

  /**
   * Writes what a batch does to views: first what its events did one by one, then the rows of participations, of which
   * those that stand already are not written again.
   * @param tableOf where the rows of a table belong
   */
  async write(connection: Connection, batch: readonly RowsOfBatch[], tableOf = itself): Promise<void> {
    for (const { changes } of batch)
      for (const [spec, { steps }] of changes.tables) await this.follow(connection, tableOf(spec), steps);
    for (const { recomputed } of batch)
      for (const [spec, rows] of recomputed.rows)
        if (recomputed.participationIds.length > 0)
          await this.statements.replace(connection, tableOf(spec), recomputed.participationIds, rows);
  }

  /** Does to a table what events did one by one. */
  async follow(connection: Connection, spec: TableSpec, steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      if (step.kind === 'keyed') await this.writeKeyed(connection, spec, [...step.rows.values()]);
      else if (step.kind === 'change')
        await this.statements.run(
          connection,
          connection
            .updateTable(spec.name)
            .set(step.to)
            .where(matching([step.where]))
            .compile(),
        );
      else
        await this.statements.run(
          connection,
          connection
            .deleteFrom(spec.name)
            .where(matching([step.where]))
            .compile(),
        );
    }
  }

  private async writeKeyed(
    connection: Connection,
    spec: TableSpec,
    changes: readonly KeyedChange[],
  ): Promise<void> {
    const gone = changes.flatMap(change => (change.kind === 'gone' ? [change.key] : []));
    for (const keys of inChunks(gone))
      await this.statements.run(connection, connection.deleteFrom(spec.name).where(matching(keys)).compile());

    const alike = new Map<string, { to: Row; keys: Row[] }>();
    for (const change of changes) {
      if (change.kind !== 'changed') continue;
      const text = JSON.stringify(change.to);
      const group = alike.get(text) ?? { to: change.to, keys: [] };
      group.keys.push(change.key);
      alike.set(text, group);
    }
    for (const { to, keys } of alike.values())
      for (const some of inChunks(keys))
        await this.statements.run(
          connection,
          connection.updateTable(spec.name).set(to).where(matching(some)).compile(),
        );

    await this.statements.write(
      connection,
      spec,
      changes.flatMap(change => (change.kind === 'row' ? [change.row] : [])),
    );
  }
}
