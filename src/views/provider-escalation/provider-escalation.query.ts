import type { Kysely } from 'kysely';
import type { Day } from '../../terms/times.js';
import { Cursor, type Page } from '../cursor.js';
import type { DirectoryTables } from '../directory/directory.table.js';
import { isOwnClient, type ReaderScope } from '../directory/reader-scope.js';
import type { EventBehind, EventsBehind } from './escalation-row.js';
import { counts, eventsBehind, type Figure } from './figure.js';
import type { ProviderEscalationTables } from './provider-escalation.table.js';
import {
  allFigures,
  courseFigures,
  merged,
  sumOf,
  type Counts,
  type CourseFigures,
  type Delays,
  type Figures,
} from './tally.js';

/** Those that started in one calendar quarter. `provisional` while any of them runs. */
export interface CohortFigures extends CourseFigures {
  readonly cohort: string;
  readonly provisional: boolean;
}

export interface MeasureFigures {
  readonly measureId: string;
  readonly total: Figures;
  readonly cohorts: readonly CohortFigures[];
}

export interface ProviderFigures {
  readonly providerId: string;
  /** What had happened by that day; null: all that is recorded. */
  readonly asOf: Day | null;
  readonly total: Figures;
  readonly cohorts: readonly CohortFigures[];
  readonly measures: readonly MeasureFigures[];
}

/** Whose figures, and of what had happened by which day; without a day, all that is recorded. */
export interface Of {
  readonly providerId?: string;
  readonly measureId?: string;
  readonly asOf?: Day;
}

export interface BehindFigure extends Of {
  readonly cohort?: string;
  readonly figure: Figure;
}

export interface ParticipationBehind {
  readonly participationId: string;
  readonly clientId: string;
  readonly measureId: string;
  readonly providerId: string;
  /** `delayDays` for the reporting delay. */
  readonly events: readonly (EventBehind & { readonly delayDays?: number })[];
}

/** `complete` is false where the figure counts participations that this reader may not read. */
export interface PageBehind extends Page<ParticipationBehind> {
  readonly complete: boolean;
}

type Tables = ProviderEscalationTables & DirectoryTables;
interface Group extends Counts {
  readonly measureId: string;
  /** Null for those that never started. */
  readonly cohort: string | null;
  readonly delays: Delays;
}

const everything: Day = '9999-12-31';
const byParticipation = new Cursor('behind-a-figure', ['participation_id']);

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
    const groups = await this.groups({ providerId, ...(asOf && { asOf }) });
    const measures = Map.groupBy(groups, ({ measureId }) => measureId);
    return {
      providerId,
      asOf: asOf ?? null,
      total: totalOf(groups),
      cohorts: cohortsOf(groups),
      measures: [...measures].sort(byKey).map(([measureId, of]) => ({
        measureId,
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
    const groups = await this.groups({ measureId, ...(asOf && { asOf }) });
    return { measureId, asOf: asOf ?? null, total: totalOf(groups), cohorts: cohortsOf(groups) };
  }

  /**
   * The participations that a figure counts, with the events behind it: only those of the reader's own clients.
   * @throws BadCursor
   */
  async behind(
    of: BehindFigure,
    scope: ReaderScope,
    cursor: string | undefined,
    limit: number,
  ): Promise<PageBehind> {
    const after = byParticipation.read(cursor);
    let query = this.counted(of).selectAll('provider_escalation').where(isOwnClient(scope));
    if (after) query = query.where('participation_id', '>', after.participation_id);
    const [rows, hidden] = await Promise.all([
      query
        .orderBy('participation_id')
        .limit(limit + 1)
        .execute(),
      this.counted(of)
        .select('participation_id')
        .where(row => row.or([row('directory_client.client_id', 'is', null), row.not(isOwnClient(scope))]))
        .limit(1)
        .execute(),
    ]);
    const { figure, asOf = everything } = of;
    const ids = rows.slice(0, limit).map(({ participation_id }) => participation_id);
    const reports = figure === 'reporting-delay' ? await this.reports(ids, asOf) : undefined;
    const page = byParticipation.page(rows, limit, row => ({
      participationId: row.participation_id,
      clientId: row.client_id,
      measureId: row.measure_id,
      providerId: row.provider_id,
      events:
        figure === 'reporting-delay'
          ? (reports?.get(row.participation_id) ?? [])
          : eventsBehind(figure, JSON.parse(row.behind) as EventsBehind),
    }));
    return { ...page, complete: hidden.length === 0 };
  }

  private counted({ providerId, measureId, cohort, figure, asOf = everything }: BehindFigure) {
    let query = this.db
      .selectFrom('provider_escalation')
      .leftJoin('directory_client', 'directory_client.client_id', 'provider_escalation.client_id')
      .where(counts[figure](asOf));
    if (providerId !== undefined) query = query.where('provider_id', '=', providerId);
    if (measureId !== undefined) query = query.where('measure_id', '=', measureId);
    if (cohort !== undefined) query = query.where('cohort', '=', cohort).where(counts.started(asOf));
    return query;
  }

  private async groups({ providerId, measureId, asOf = everything }: Of): Promise<readonly Group[]> {
    let query = this.db.selectFrom('provider_escalation');
    if (providerId !== undefined) query = query.where('provider_id', '=', providerId);
    if (measureId !== undefined) query = query.where('measure_id', '=', measureId);
    const rows = await query
      .select(['measure_id', 'cohort'])
      .select(({ fn, eb }) => {
        const count = (figure: Figure) =>
          fn.sum<number | string>(eb.case().when(counts[figure](asOf)).then(1).else(0).end());
        return [
          count('registered').as('registered'),
          count('no-shows').as('no_shows'),
          count('started').as('started'),
          count('running').as('running'),
          count('completed').as('completed'),
          count('dropped-out').as('dropped_out'),
          count('neutral-dropouts').as('neutral_dropouts'),
          count('warned').as('warned'),
          count('reported-late').as('reported_late'),
          count('short-notice').as('short_notice'),
          count('without-sign').as('without_sign'),
        ];
      })
      .groupBy(['measure_id', 'cohort'])
      .execute();
    const delays = await this.delays({
      ...(providerId && { providerId }),
      ...(measureId && { measureId }),
      asOf,
    });
    return rows.map(row => ({
      measureId: row.measure_id,
      cohort: row.cohort,
      delays: delays.get(`${row.measure_id} ${row.cohort}`) ?? new Map(),
      // PostgreSQL gives a sum as text
      registered: Number(row.registered),
      noShows: Number(row.no_shows),
      started: Number(row.started),
      running: Number(row.running),
      completed: Number(row.completed),
      droppedOut: Number(row.dropped_out),
      neutralDropouts: Number(row.neutral_dropouts),
      warned: Number(row.warned),
      reportedLate: Number(row.reported_late),
      shortNotice: Number(row.short_notice),
      withoutSign: Number(row.without_sign),
    }));
  }

  /** By measure and cohort. */
  private async delays({
    providerId,
    measureId,
    asOf = everything,
  }: Of): Promise<ReadonlyMap<string, Delays>> {
    let query = this.db.selectFrom('provider_escalation_report').where('learned_on', '<=', asOf);
    if (providerId !== undefined) query = query.where('provider_id', '=', providerId);
    if (measureId !== undefined) query = query.where('measure_id', '=', measureId);
    const rows = await query
      .select(['measure_id', 'cohort', 'delay_days'])
      .select(({ fn }) => fn.countAll<number | string>().as('reports'))
      .groupBy(['measure_id', 'cohort', 'delay_days'])
      .execute();
    const groups = Map.groupBy(rows, ({ measure_id, cohort }) => `${measure_id} ${cohort}`);
    return new Map(
      [...groups].map(([key, of]) => [key, new Map(of.map(row => [row.delay_days, Number(row.reports)]))]),
    );
  }

  private async reports(ids: readonly string[], asOf: Day) {
    if (ids.length === 0) return new Map<string, ParticipationBehind['events']>();
    const rows = await this.db
      .selectFrom('provider_escalation_report')
      .selectAll()
      .where('participation_id', 'in', ids)
      .where('learned_on', '<=', asOf)
      .orderBy(['learned_on', 'event_id', 'day'])
      .execute();
    const events = rows.map(({ participation_id, kind, event_id, day, disputed, delay_days }) => ({
      participation_id,
      event: {
        kind: kind as EventBehind['kind'],
        eventId: event_id,
        ...(day && { day }),
        disputed: disputed === 1,
        delayDays: delay_days,
      },
    }));
    const groups = Map.groupBy(events, ({ participation_id }) => participation_id);
    return new Map([...groups].map(([id, of]) => [id, of.map(({ event }) => event)]));
  }
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

const totalOf = (groups: readonly Group[]): Figures =>
  allFigures(sumOf(groups), merged(groups.map(({ delays }) => delays)));

function cohortsOf(groups: readonly Group[]): readonly CohortFigures[] {
  const begun = groups.filter(({ cohort, started }) => cohort !== null && started > 0);
  return [...Map.groupBy(begun, ({ cohort }) => cohort!)].sort(byKey).map(([cohort, of]) => {
    const sum = sumOf(of);
    return {
      cohort,
      provisional: sum.running > 0,
      ...courseFigures(sum, merged(of.map(({ delays }) => delays))),
    };
  });
}
