import type { OverdueDuties, OverdueDuty } from '../application/participation/overdue-duties.js';
import type { Participations } from '../application/participation/participations.js';
import type { ProviderCases } from '../application/provider-case/provider-cases.js';
import { dutiesOf } from '../participation/duties/duties-of.js';
import { isToBeDeclared, isUndeclared } from '../participation/duties/duty.js';
import type { RulesOf } from '../participation/warnings.js';
import { addDays, dayOf, startOfDay, toInstant, type Instant } from '../terms/times.js';
import type { Step } from './plan/step.js';

/** What founds a duty; between them a participation is looked at when its next duty falls due. */
const founding: ReadonlySet<string> = new Set([
  'AssignPlace',
  'RedeemVoucher',
  'ConfirmStart',
  'OpenCrisis',
  'ReassessCrisis',
  'WithdrawConsent',
]);

/**
 * Declares what fell due while a year is written. A server's policies ask a view; this keeps its own list, so that the
 * views need not follow day by day. What is overdue is decided by the aggregates all the same.
 */
export class Nights {
  /** When a participation is to be looked at next. */
  private readonly looks = new Map<string, Instant>();
  private readonly demands = new Map<string, string>();

  constructor(
    private readonly participations: Participations,
    private readonly overdue: OverdueDuties,
    private readonly cases: ProviderCases,
    private readonly rulesOf: RulesOf,
  ) {}

  /** Takes note of a step that was recorded. */
  note({ command, fields }: Step): void {
    const { participationId, caseId, demandId } = fields as Readonly<Record<string, string | undefined>>;
    if (command === 'DemandCure') this.demands.set(demandId!, caseId!);
    if (participationId !== undefined && founding.has(command)) this.looks.set(participationId, '');
  }

  /** Declares everything that is due by now, the earliest first. @returns how many */
  async pass(now: number): Promise<number> {
    let declared = 0;
    for (const duty of await this.due(toInstant(now))) if (await this.overdue.declare(duty)) declared++;
    for (const [demandId, caseId] of this.demands)
      if (await this.cases.declareLapse(caseId, demandId)) {
        this.demands.delete(demandId);
        declared++;
      }
    return declared;
  }

  private async due(now: Instant): Promise<readonly OverdueDuty[]> {
    const due: OverdueDuty[] = [];
    for (const [participationId, at] of [...this.looks]) {
      if (at > now) continue;
      const duties = dutiesOf(await this.participations.history(participationId), this.rulesOf);
      for (const duty of duties) if (isToBeDeclared(duty, now)) due.push({ participationId, ...duty });
      const next = duties
        .filter(duty => isUndeclared(duty) && duty.dueAt > now)
        .reduce((first, { dueAt }) => (dueAt < first ? dueAt : first), later(now));
      if (duties.some(({ met, ended, dueAt }) => dueAt > now || (!met && !ended)))
        this.looks.set(participationId, next);
      else this.looks.delete(participationId);
    }
    return due.toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
  }
}

/** The next 9th: a month's report is due by the 8th of the next, and listed once the record has come to the month. */
function later(now: Instant): Instant {
  const today = dayOf(now);
  const first = today.slice(8) < '09' ? today : addDays(`${today.slice(0, 8)}28`, 8);
  return startOfDay(`${first.slice(0, 8)}09`);
}

const order = ({ dueAt, participationId, dutyId }: OverdueDuty): string =>
  `${dueAt} ${participationId} ${dutyId}`;
