/** What raises a provider's level (rules.md, "escalation level"): its own omissions only. */
export const escalationReasons = {
  'report-overdue': 1,
  'open-case': 1,
  'dropouts-reported-late': 2,
  'reports-overdue': 2,
  'cure-demanded': 3,
  'cure-lapsed': 4,
  'assignments-paused': 4,
} as const;
export type EscalationReason = keyof typeof escalationReasons;
export type Level = 0 | 1 | 2 | 3 | 4;

/** How far back dropouts that were reported late, and reports that came late, count, in days. */
export const lookBackDays = 90;

/** What of a provider, or of one of its measures, bears on its level on a day. */
export interface Omissions {
  /** Own reports that are due and not made. */
  readonly overdueReports: number;
  /** Own reports due in the last 90 days and not made in time. */
  readonly lateReports: number;
  /** Dropouts of the last 90 days of which a warning was reported late. */
  readonly dropoutsReportedLate: number;
  /** Ids of the cases that are open; of those with a cure demanded and not made; of those with a deadline lapsed. */
  readonly openCases: readonly string[];
  readonly curesDemanded: readonly string[];
  readonly curesLapsed: readonly string[];
  /** Measures whose assignments are paused on account of a case. */
  readonly pausedMeasures: readonly string[];
}

export interface Escalation extends Omissions {
  /** The highest that applies. */
  readonly level: Level;
  /** Every reason that applies, the gravest first. */
  readonly because: readonly EscalationReason[];
}

export function escalationOf(omissions: Omissions): Escalation {
  const { overdueReports, lateReports, dropoutsReportedLate } = omissions;
  const { openCases, curesDemanded, curesLapsed, pausedMeasures } = omissions;
  const applies: Readonly<Record<EscalationReason, boolean>> = {
    'report-overdue': overdueReports > 0,
    'open-case': openCases.length > 0,
    'dropouts-reported-late': dropoutsReportedLate >= 2,
    'reports-overdue': lateReports >= 3,
    'cure-demanded': curesDemanded.length > 0,
    'cure-lapsed': curesLapsed.length > 0,
    'assignments-paused': pausedMeasures.length > 0,
  };
  const because = (Object.keys(escalationReasons) as EscalationReason[])
    .filter(reason => applies[reason])
    .toSorted((a, b) => escalationReasons[b] - escalationReasons[a]);
  const [gravest] = because;
  return { level: gravest === undefined ? 0 : escalationReasons[gravest], because, ...omissions };
}
