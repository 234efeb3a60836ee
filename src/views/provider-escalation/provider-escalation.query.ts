import type { Kysely } from 'kysely';
import type { Day } from '../../terms/times.js';
import type { DirectoryTables } from '../directory/directory.table.js';
import type { ReaderScope } from '../directory/reader-scope.js';
import { readBehind, type PageBehind } from './behind.js';
import type { BehindFigure } from './counted.js';
import { readGroups, type Group, type Of } from './groups.js';
import { escalationOf, type Escalation } from './level.js';
import { readOmissions } from './read-omissions.js';
import type { ProviderEscalationTables } from './provider-escalation.table.js';
import { allFigures, courseFigures, merged, sumOf, type CourseFigures, type Figures } from './tally.js';

/** Those that started in one calendar quarter. `provisional` while any of them runs. */
export interface CohortFigures extends CourseFigures {
  readonly cohort: string;
  readonly provisional: boolean;
}

export interface MeasureFigures {
  readonly measureId: string;
  /** Null where no day was asked for. */
  readonly escalation: Escalation | null;
  readonly total: Figures;
  readonly cohorts: readonly CohortFigures[];
}

export interface ProviderFigures {
  readonly providerId: string;
  /** What had happened by that day; null: all that is recorded. */
  readonly asOf: Day | null;
  readonly escalation: Escalation | null;
  readonly total: Figures;
  readonly cohorts: readonly CohortFigures[];
  readonly measures: readonly MeasureFigures[];
}

type Tables = ProviderEscalationTables & DirectoryTables;

const everything: Day = '9999-12-31';

/** Figures of providers and measures, with what stands behind each. A provider reads none of them (rules.md). */
export class ProviderEscalationQuery {
  constructor(private readonly db: Kysely<Tables>) {}

  /** Zeros for a provider of which nothing is recorded. */
  async figures({
    providerId,
    asOf,
  }: {
    readonly providerId: string;
    readonly asOf?: Day;
  }): Promise<ProviderFigures> {
    const { groups, omissions } = await this.read({ providerId, asOf: asOf ?? everything });
    const levelOf = (measureId?: string): Escalation | null => {
      if (asOf === undefined) return null;
      return escalationOf(measureId === undefined ? omissions.total : omissions.of(measureId));
    };
    const measures = Map.groupBy(groups, ({ measureId }) => measureId);
    return {
      providerId,
      asOf: asOf ?? null,
      escalation: levelOf(),
      total: totalOf(groups),
      cohorts: cohortsOf(groups),
      measures: [...measures].toSorted(byKey).map(([measureId, of]) => ({
        measureId,
        escalation: levelOf(measureId),
        total: totalOf(of),
        cohorts: cohortsOf(of),
      })),
    };
  }

  /** Zeros for a measure of which nothing is recorded. */
  async measureFigures(
    measureId: string,
    asOf?: Day,
  ): Promise<MeasureFigures & { readonly asOf: Day | null }> {
    const { groups, omissions } = await this.read({ measureId, asOf: asOf ?? everything });
    return {
      measureId,
      asOf: asOf ?? null,
      escalation: asOf === undefined ? null : escalationOf(omissions.total),
      total: totalOf(groups),
      cohorts: cohortsOf(groups),
    };
  }

  /**
   * The participations that a figure counts, with the events behind it: only those of the reader's own clients.
   * @throws BadCursor
   */
  behind(
    { asOf = everything, ...of }: BehindFigure,
    scope: ReaderScope,
    cursor: string | undefined,
    limit: number,
  ): Promise<PageBehind> {
    return this.atOnce(db => readBehind(db, { ...of, asOf }, scope, cursor, limit));
  }

  private read(of: Of) {
    return this.atOnce(async db => ({
      groups: await readGroups(db, of),
      omissions: await readOmissions(db, of),
    }));
  }

  /** Several reads of one state of the tables, whatever is written meanwhile. */
  private atOnce<Result>(read: (db: Kysely<Tables>) => Promise<Result>): Promise<Result> {
    return this.db.transaction().setIsolationLevel('repeatable read').execute(read);
  }
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

const totalOf = (groups: readonly Group[]): Figures =>
  allFigures(sumOf(groups), merged(groups.map(({ delays }) => delays)));

function cohortsOf(groups: readonly Group[]): readonly CohortFigures[] {
  const begun = groups.filter(({ cohort, started }) => cohort !== null && started > 0);
  return [...Map.groupBy(begun, ({ cohort }) => cohort!)].toSorted(byKey).map(([cohort, of]) => {
    const sum = sumOf(of);
    return {
      cohort,
      provisional: sum.running > 0,
      ...courseFigures(sum, merged(of.map(({ delays }) => delays))),
    };
  });
}
