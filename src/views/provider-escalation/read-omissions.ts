import type { Kysely } from 'kysely';
import type { CaseStep } from '../../provider-case/events.js';
import { caseStanding } from '../../provider-case/standing.js';
import { addDays, endOfDay, type Day } from '../../terms/times.js';
import type { Of } from './groups.js';
import { lookBackDays, type Omissions } from './level.js';
import type { ProviderEscalationTables } from './provider-escalation.table.js';

type Db = Kysely<ProviderEscalationTables>;

/** Omissions of a provider or a measure, and of each measure by itself. */
export interface OmissionsRead {
  readonly total: Omissions;
  of(measureId: string): Omissions;
}

interface CaseOn {
  readonly caseId: string;
  readonly measureId: string | null;
  readonly open: boolean;
  readonly cureDemanded: boolean;
  readonly cureLapsed: boolean;
}

/** What had happened by the end of the day `asOf`, as it is known today. */
export async function readOmissions(db: Db, of: Of): Promise<OmissionsRead> {
  const [reports, dropouts, cases, paused] = [
    await readReports(db, of),
    await readDropouts(db, of),
    await readCases(db, of),
    await readPauses(db, of),
  ];
  const within = (measureId: string | undefined): Omissions => {
    const meant = <T extends { readonly measureId: string | null }>(all: readonly T[]): readonly T[] =>
      measureId === undefined ? all : all.filter(one => one.measureId === measureId);
    const sum = <T>(all: readonly T[], count: (one: T) => number) =>
      all.reduce((n, one) => n + count(one), 0);
    const ids = (is: (one: CaseOn) => boolean) =>
      meant(cases)
        .filter(is)
        .map(({ caseId }) => caseId);
    return {
      overdueReports: sum(meant(reports), ({ overdue }) => overdue),
      lateReports: sum(meant(reports), ({ late }) => late),
      dropoutsReportedLate: sum(meant(dropouts), ({ count }) => count),
      openCases: ids(({ open }) => open),
      curesDemanded: ids(({ cureDemanded }) => cureDemanded),
      curesLapsed: ids(({ cureLapsed }) => cureLapsed),
      pausedMeasures: meant(paused).map(one => one.measureId),
    };
  };
  return { total: within(undefined), of: within };
}

async function readReports(db: Db, { providerId, measureId, asOf }: Of) {
  const end = endOfDay(asOf);
  let query = db.selectFrom('provider_escalation_overdue').where('due_at', '<=', end);
  if (providerId !== undefined) query = query.where('provider_id', '=', providerId);
  if (measureId !== undefined) query = query.where('measure_id', '=', measureId);
  const rows = await query
    .select('measure_id')
    .select(({ fn, eb }) => [
      fn
        .sum<number | string>(
          eb
            .case()
            .when(eb.or([eb('over_at', '=', ''), eb('over_at', '>', end)]))
            .then(1)
            .else(0)
            .end(),
        )
        .as('overdue'),
      fn
        .sum<number | string>(
          eb.case().when('due_on', '>', addDays(asOf, -lookBackDays)).then(1).else(0).end(),
        )
        .as('late'),
    ])
    .groupBy('measure_id')
    .execute();
  return rows.map(row => ({
    measureId: row.measure_id,
    overdue: Number(row.overdue),
    late: Number(row.late),
  }));
}

async function readDropouts(db: Db, { providerId, measureId, asOf }: Of) {
  let query = db
    .selectFrom('provider_escalation')
    .where('surprise', '=', 'reported-late')
    .where('ended_on', '<=', asOf)
    .where('ended_on', '>', addDays(asOf, -lookBackDays));
  if (providerId !== undefined) query = query.where('provider_id', '=', providerId);
  if (measureId !== undefined) query = query.where('measure_id', '=', measureId);
  const rows = await query
    .select('measure_id')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .groupBy('measure_id')
    .execute();
  return rows.map(row => ({ measureId: row.measure_id, count: Number(row.count) }));
}

const casesOf = (db: Db) =>
  db
    .selectFrom('provider_escalation_case as one')
    .innerJoin('provider_escalation_case_step as taken', 'taken.case_id', 'one.case_id');

async function standingOf(query: ReturnType<typeof casesOf>, asOf: Day): Promise<readonly CaseOn[]> {
  const rows = await query
    .select(['one.case_id', 'one.measure_id', 'taken.step'])
    .orderBy('one.case_id')
    .orderBy('taken.revision')
    .execute();
  return [...Map.groupBy(rows, ({ case_id }) => case_id)].map(([caseId, steps]) => {
    const standing = caseStanding(
      steps.map(({ step }) => JSON.parse(step) as CaseStep),
      asOf,
    );
    return { caseId, measureId: steps[0]!.measure_id, ...standing };
  });
}

function readCases(db: Db, { providerId, measureId, asOf }: Of): Promise<readonly CaseOn[]> {
  let query = casesOf(db);
  if (providerId !== undefined) query = query.where('one.provider_id', '=', providerId);
  if (measureId !== undefined) query = query.where('one.measure_id', '=', measureId);
  return standingOf(query, asOf);
}

/**
 * Measures whose last word by that day was a pause on account of a case that was open still: that nobody resumed when
 * the case was closed is the office's own omission.
 */
async function readPauses(db: Db, { providerId, measureId, asOf }: Of) {
  let query = db.selectFrom('provider_escalation_pause as pause').where('pause.occurred_on', '<=', asOf);
  if (providerId !== undefined) query = query.where('pause.provider_id', '=', providerId);
  if (measureId !== undefined) query = query.where('pause.measure_id', '=', measureId);
  const rows = await query
    .select(['pause.measure_id', 'pause.paused', 'pause.case_id'])
    .orderBy('pause.measure_id')
    .orderBy('pause.revision')
    .execute();
  const last = new Map(rows.map(row => [row.measure_id, row]));
  const paused = [...last.values()].filter(row => row.paused === 1 && row.case_id !== '');
  if (!paused.length) return [];
  const named = casesOf(db).where(
    'one.case_id',
    'in',
    paused.map(({ case_id }) => case_id),
  );
  const open = new Set((await standingOf(named, asOf)).filter(one => one.open).map(({ caseId }) => caseId));
  return paused
    .filter(({ case_id }) => open.has(case_id))
    .map(({ measure_id }) => ({ measureId: measure_id }));
}
