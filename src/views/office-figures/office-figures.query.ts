import type { Kysely } from 'kysely';
import { percentile } from '../../rulebook/percentile.js';
import { endOfDay, type Day } from '../../terms/times.js';
import type { DirectoryTables } from '../directory/directory.table.js';
import type { OfficeFiguresTables, ResponseRow } from './office-figures.table.js';

/**
 * How the office met what it owed. All but `n` is null below 10: an office may be few people, and no figure is to
 * speak of one of them (rules.md, "What the record is not for").
 */
export interface ResponseFigures {
  readonly n: number;
  /** Half of the responses came within it, in hours. */
  readonly medianHours: number | null;
  /** Not met by the due moment, met later or not at all. */
  readonly overdue: number | null;
  /** Due and not met. */
  readonly unanswered: number | null;
}

export interface OfficeFigures {
  readonly officeId: string;
  /** First day on which the office learned of what it owed a response to; null: from the beginning. */
  readonly from: Day | null;
  readonly asOf: Day;
  /** Crises of all severities that ask for a response, and by severity. */
  readonly crises: ResponseFigures & {
    readonly bySeverity: readonly (ResponseFigures & { readonly severity: number })[];
  };
  readonly contacts: ResponseFigures;
  readonly exits: ResponseFigures;
}

type Row = Pick<ResponseRow, 'rule' | 'severity' | 'due_at' | 'met_at' | 'minutes'>;

const least = 10;
const severities = [4, 3, 2] as const;

function figuresOf(rows: readonly Row[], asOf: Day): ResponseFigures {
  const n = rows.length;
  if (n < least) return { n, medianHours: null, overdue: null, unanswered: null };
  const end = endOfDay(asOf);
  const answered = rows.filter(({ met_at }) => met_at !== '' && met_at <= end);
  const minutes = new Map<number, number>();
  for (const { minutes: of } of answered) minutes.set(of!, (minutes.get(of!) ?? 0) + 1);
  const median = answered.length < least ? undefined : percentile(minutes, 50);
  const due = rows.filter(({ due_at }) => due_at <= end);
  return {
    n,
    medianHours: median === undefined ? null : Math.round(median / 6) / 10,
    overdue: due.filter(({ due_at, met_at }) => met_at === '' || met_at > due_at).length,
    unanswered: due.filter(({ met_at }) => met_at === '' || met_at > end).length,
  };
}

/** Figures of an office, never of its people. */
export class OfficeFiguresQuery {
  constructor(private readonly db: Kysely<OfficeFiguresTables & DirectoryTables>) {}

  /** What the office learned from `from` on and by the end of `asOf`, as it is known today. */
  async figures(officeId: string, asOf: Day, from?: Day): Promise<OfficeFigures> {
    let query = this.db
      .selectFrom('office_response as owed')
      .innerJoin('directory_client as client', 'client.client_id', 'owed.client_id')
      .where('client.office_id', '=', officeId)
      .where('owed.founded_on', '<=', asOf);
    if (from !== undefined) query = query.where('owed.founded_on', '>=', from);
    const rows = await query
      .select(['owed.rule', 'owed.severity', 'owed.due_at', 'owed.met_at', 'owed.minutes'])
      .execute();
    const of = (rule: string) => rows.filter(row => row.rule === rule);
    const crises = of('D-crisis');
    return {
      officeId,
      from: from ?? null,
      asOf,
      crises: {
        ...figuresOf(crises, asOf),
        bySeverity: severities.map(severity => ({
          severity,
          ...figuresOf(
            crises.filter(row => row.severity === severity),
            asOf,
          ),
        })),
      },
      contacts: figuresOf(of('D-contact'), asOf),
      exits: figuresOf(of('D-exit'), asOf),
    };
  }
}
