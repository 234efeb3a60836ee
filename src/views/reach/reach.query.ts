import type { Kysely } from 'kysely';
import type { Day } from '../../terms/times.js';
import type { ReachTables } from './reach.table.js';

/** What is asked of one office. A client belongs to the present office, and to the day of its latest mandate. */
export interface ReachRequest {
  readonly officeId: string;
  /** First and last day of the latest mandate or, where none was clarified, of the registration. */
  readonly from?: Day;
  readonly to?: Day;
  /** What had happened by the end of this day, as it is known today. */
  readonly asOf: Day;
}

export interface Deferred {
  readonly reason: string;
  readonly participations: number;
}

export interface Loss {
  /** Where it was lost. */
  readonly at: 'declined' | 'withdrawn' | 'consent-withdrawn' | 'not-started' | 'dropped-out';
  /** A code; on a dropout the adviser's finding. Null where there are only words for it. */
  readonly reason: string | null;
  /** Of dropouts: whether nobody is to blame. */
  readonly neutral: boolean | null;
  readonly participations: number;
}

export interface ReachFigures {
  /** Clients by their latest mandate. */
  readonly mandate: {
    readonly given: number;
    readonly withheld: number;
    readonly benefitsOnly: number;
    readonly notClarified: number;
  };
  /** Clients who came so far with at least one participation. */
  readonly offered: number;
  readonly consented: number;
  readonly started: number;
  readonly completed: number;
  /** Participations that are deferred, and those that came to nothing. */
  readonly deferred: readonly Deferred[];
  readonly losses: readonly Loss[];
}

export interface Reach {
  readonly officeId: string;
  readonly from: Day | null;
  readonly to: Day | null;
  readonly asOf: Day;
  /** Clients. */
  readonly n: number;
  /** Null below 10 clients: few figures are figures about persons. */
  readonly figures: ReachFigures | null;
  readonly suppressed: 'n-below-10' | null;
}

const fewest = 10;
const losses = ['declined', 'withdrawn', 'consent-withdrawn', 'not-started', 'dropped-out'] as const;

/** How many clients of an office come how far, and where and why others are lost. */
export class ReachQuery {
  constructor(private readonly db: Kysely<ReachTables>) {}

  async reach(request: ReachRequest): Promise<Reach> {
    const { officeId, from = null, to = null, asOf } = request;
    const mandates = await this.mandates(request);
    const n = mandates.reduce((sum, { count }) => sum + count, 0);
    const asked = { officeId, from, to, asOf, n };
    if (n < fewest) return { ...asked, figures: null, suppressed: 'n-below-10' };
    const [reached, standing] = [await this.reached(request), await this.standing(request)];
    const clientsWith = (result: string | null) =>
      mandates.find(({ reason }) => reason === result)?.count ?? 0;
    const clientsAt = (step: string) => reached.find(row => row.step === step)?.count ?? 0;
    const figures: ReachFigures = {
      mandate: {
        given: clientsWith('given'),
        withheld: clientsWith('withheld'),
        benefitsOnly: clientsWith('benefits-only'),
        notClarified: clientsWith(null),
      },
      offered: clientsAt('offered'),
      consented: clientsAt('consented'),
      started: clientsAt('started'),
      completed: clientsAt('completed'),
      deferred: standing.flatMap(({ step, reason, count }) =>
        step === 'deferred' && reason !== null ? [{ reason, participations: count }] : [],
      ),
      losses: losses.flatMap(at =>
        standing
          .filter(({ step }) => step === at)
          .map(({ reason, neutral, count }) => ({
            at,
            reason,
            neutral: neutral === null ? null : neutral === 1,
            participations: count,
          })),
      ),
    };
    return { ...asked, figures, suppressed: null };
  }

  /** Each client's latest mandate, or else its registration, in the period. */
  private cohort({ officeId, from, to, asOf }: ReachRequest) {
    const latest = this.db
      .selectFrom('reach_step')
      .innerJoin('reach_client', 'reach_client.client_id', 'reach_step.client_id')
      .where('office_id', '=', officeId)
      .where('step', 'in', ['registered', 'mandate'])
      .where('day', '<=', asOf)
      .groupBy('reach_step.client_id')
      .select(({ fn }) => fn.max('position').as('position'));
    let cohort = this.db.selectFrom('reach_step').where('position', 'in', latest);
    if (from !== undefined) cohort = cohort.where('day', '>=', from);
    if (to !== undefined) cohort = cohort.where('day', '<=', to);
    return cohort;
  }

  private async mandates(request: ReachRequest) {
    const rows = await this.cohort(request)
      .groupBy('reason')
      .select(({ fn }) => ['reason', fn.countAll<number | string>().as('count')])
      .execute();
    return rows.map(row => ({ ...row, count: Number(row.count) }));
  }

  private ofCohort(request: ReachRequest) {
    return this.db
      .selectFrom('reach_step')
      .where('client_id', 'in', this.cohort(request).select('client_id'))
      .where('day', '<=', request.asOf)
      .where('participation_id', 'is not', null);
  }

  private async reached(request: ReachRequest) {
    const rows = await this.ofCohort(request)
      .where('step', 'in', ['offered', 'consented', 'started', 'completed'])
      .groupBy('step')
      .select(({ fn }) => ['step', fn.count<number | string>('client_id').distinct().as('count')])
      .execute();
    return rows.map(row => ({ ...row, count: Number(row.count) }));
  }

  /** The last step of each participation. */
  private async standing(request: ReachRequest) {
    const last = this.ofCohort(request)
      .groupBy('participation_id')
      .select(({ fn }) => fn.max('position').as('position'));
    const rows = await this.db
      .selectFrom('reach_step')
      .where('position', 'in', last)
      .groupBy(['step', 'reason', 'neutral'])
      .select(({ fn }) => ['step', 'reason', 'neutral', fn.countAll<number | string>().as('count')])
      .orderBy('step')
      .orderBy('reason', order => order.asc().nullsFirst())
      .orderBy('neutral', order => order.asc().nullsFirst())
      .execute();
    return rows.map(row => ({ ...row, count: Number(row.count) }));
  }
}
