import { byId, lastOfType, ofType } from '../../participation/by-type.js';
import { dutiesOf } from '../../participation/duties/duties-of.js';
import type { Duty } from '../../participation/duties/duty.js';
import { effective } from '../../participation/effective.js';
import type { EventOf, ParticipationEntry, ParticipationEventType } from '../../participation/events.js';
import { stateOf } from '../../participation/evolve.js';
import { isActive, openCrises, type Active, type Participation } from '../../participation/state.js';
import { rulesNamedBy, type RulesOf } from '../../participation/warnings.js';
import type { Rulebooks } from '../../rulebook/rulebook.js';
import { deadlineInWorkingDays } from '../../rulebook/working-days.js';
import type { Severity } from '../../terms/catalogues.js';
import type { Recorded } from '../../terms/fact.js';
import { dayOf, endOfDay, type Day, type Instant } from '../../terms/times.js';
import { disputedEntries } from '../participation-status/disputed-entries.js';

export type AttentionKind =
  | 'unanswered-crisis'
  | 'dropout-proposal'
  | 'consent-withdrawn'
  | 'open-risk'
  | 'overdue-report'
  | 'overdue-contact'
  | 'decide-by'
  | 'revisit-on';

/** What waits for somebody. `rank` is its place in the order of rules.md, "attention": 1 comes first. */
export interface Item {
  readonly kind: AttentionKind;
  readonly rank: number;
  /** The crisis or the risk; else the event that it is about. */
  readonly ref: string;
  readonly event: ParticipationEntry;
  readonly severity?: Severity;
  readonly dueAt?: Instant;
  readonly disputed: boolean;
}

type Entry<T extends ParticipationEventType> = Recorded<EventOf<T>>;
type Found = Omit<Item, 'disputed'>;
type Last = <T extends ParticipationEventType>(type: T) => Entry<T> | undefined;

const crisisRanks: Readonly<Record<Severity, number>> = { 4: 1, 3: 2, 2: 6, 1: 6 };

/** Consent that is withdrawn and neither given anew nor, after the start, followed by an obligation. */
function withdrawal(state: Participation, last: Last, rulesOf: RulesOf): Found[] {
  const stands = isActive(state)
    ? state.attendance.withoutConsent.some(({ until }) => until === undefined)
    : state.phase === 'offered' && state.consent === 'withdrawn';
  const event = last('ConsentWithdrawn');
  if (state.phase === 'none' || !stands || !event) return [];
  const dueAt = deadlineInWorkingDays(dayOf(event.learnedAt), rulesOf(event).duties.exit, state.region);
  return [{ kind: 'consent-withdrawn', rank: 4, ref: event.id, event, dueAt }];
}

/**
 * What is owed and not done. A report that was due before it was imported waits for nobody; to a client and to a crisis
 * the office turns nevertheless.
 */
function owed(
  state: Participation,
  events: readonly ParticipationEntry[],
  duties: readonly Duty[],
): readonly Found[] {
  return duties.flatMap((duty): Found[] => {
    const { rule, met, ended, exempt, foundedBy, dutyId, dueAt } = duty;
    if (met || ended !== undefined) return [];
    const event = byId(events).get(foundedBy);
    if (!event) return [];
    switch (rule) {
      case 'D-crisis':
        return unanswered(state, event, dueAt);
      case 'D-contact':
        return [{ kind: 'overdue-contact', rank: 8, ref: event.id, event, dueAt }];
      case 'D-start':
      case 'D-month':
        return exempt ? [] : [{ kind: 'overdue-report', rank: 7, ref: dutyId, event, dueAt }];
      case 'D-exit': // stands among what is withdrawn, as before the start
      case 'D-inform': // is met by what tells of it
        return [];
    }
  });
}

/** An open crisis by how grave it is now, due by how grave it was at its gravest turn. */
function unanswered(state: Participation, event: ParticipationEntry, dueAt: Instant): Found[] {
  if (event.type !== 'CrisisOpened' && event.type !== 'CrisisReassessed') return [];
  const { crisisId: ref } = event.data;
  if (!isActive(state) || !openCrises(state).includes(ref)) return [];
  const { severity } = state.crises.get(ref)!;
  return [{ kind: 'unanswered-crisis', rank: crisisRanks[severity], ref, event, severity, dueAt }];
}

function inCourse(state: Active, events: readonly ParticipationEntry[], last: Last): Found[] {
  const proposal = state.proposal === undefined ? undefined : last('DropoutProposed');
  const flag = ofType(events, 'DropoutRiskFlagged').findLast(({ data }) => data.riskId === state.openRisk);
  return [
    ...(proposal ? [{ kind: 'dropout-proposal', rank: 3, ref: proposal.id, event: proposal } as const] : []),
    ...(state.openRisk !== undefined && flag
      ? [{ kind: 'open-risk', rank: 5, ref: state.openRisk, event: flag } as const]
      : []),
  ];
}

function beforeStart(state: Participation, last: Last): Found[] {
  const byDay = (kind: 'decide-by' | 'revisit-on', event: ParticipationEntry, day: Day): Found[] => [
    { kind, rank: 9, ref: event.id, event, dueAt: endOfDay(day) },
  ];
  if (state.phase === 'deferred') {
    const event = last('OfferDeferred')!;
    return byDay('revisit-on', event, event.data.revisitOn);
  }
  const offer = state.phase === 'offered' ? last('MeasureOffered') : undefined;
  return offer?.data.decideBy === undefined ? [] : byDay('decide-by', offer, offer.data.decideBy);
}

/**
 * What waits for somebody in one participation: once it is over the reports that were never made, and nothing of one
 * that is annulled. Reports, contacts and days are
 * among it long before they are due; the query leaves them out until then.
 */
export function attentionItems(
  history: readonly ParticipationEntry[],
  rulebooks: Rulebooks,
): readonly Item[] {
  const state = stateOf(history);
  const events = effective(history);
  const rulesOf = rulesNamedBy(rulebooks);
  const last: Last = type => lastOfType(events, type);
  const found = [
    ...withdrawal(state, last, rulesOf),
    ...(isActive(state) ? inCourse(state, events, last) : beforeStart(state, last)),
    ...owed(state, events, dutiesOf(history, rulesOf)),
  ];
  const disputed = disputedEntries(history);
  return found.map(item => ({ ...item, disputed: isDisputed(item, events, disputed) }));
}

/** A crisis carries the mark with any entry that says how grave it is. */
function isDisputed(
  { kind, ref, event }: Found,
  events: readonly ParticipationEntry[],
  disputed: ReadonlySet<string>,
): boolean {
  if (disputed.size === 0) return false;
  if (kind !== 'unanswered-crisis') return disputed.has(event.id);
  return events.some(
    one =>
      (one.type === 'CrisisOpened' || one.type === 'CrisisReassessed') &&
      one.data.crisisId === ref &&
      disputed.has(one.id),
  );
}
