import { effective } from '../../participation/effective.js';
import type { EventOf, ParticipationEntry, ParticipationEventType } from '../../participation/events.js';
import { stateOf } from '../../participation/evolve.js';
import { isActive, type Active, type Participation } from '../../participation/state.js';
import { rulesNamedBy, type RulesOf } from '../../participation/warnings.js';
import type { Rulebooks } from '../../rulebook/rulebook.js';
import { deadlineInDays, deadlineInWorkingDays } from '../../rulebook/working-days.js';
import type { Severity } from '../../terms/catalogues.js';
import type { Recorded } from '../../terms/fact.js';
import { dayOf, endOfDay, type Day, type Instant } from '../../terms/times.js';
import { disputedEntries } from '../participation-status/disputed-entries.js';
import { waitingCrises } from './waiting-crises.js';

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

/** True for a contact of the office with the client itself; letters and attempts do not count (D-contact). */
function reachedClient({ source, data: { between, channel } }: Entry<'ContactHeld'>): boolean {
  if (!between.includes('client') || channel === 'letter' || channel === 'attempt') return false;
  // Where nobody but the client is named, the other side is whoever tells of it.
  if (between.length === 1) return source !== 'provider';
  return between.includes('adviser') || between.includes('team-lead');
}

function overdueContact(
  state: Active,
  events: readonly ParticipationEntry[],
  last: Last,
  rulesOf: RulesOf,
): Found {
  const contacts = events.filter(event => event.type === 'ContactHeld').filter(reachedClient);
  let event: ParticipationEntry = last('ParticipationStarted')!;
  let on: Day = state.attendance.startedOn;
  for (const contact of contacts) {
    const day = dayOf(contact.occurredAt);
    if (day > on) [event, on] = [contact, day];
  }
  const dueAt = deadlineInDays(on, rulesOf(event).duties.contact);
  return { kind: 'overdue-contact', rank: 8, ref: event.id, event, dueAt };
}

/** Consent that is withdrawn and neither given anew nor, after the start, followed by an obligation. */
function withdrawal(state: Participation, last: Last, rulesOf: RulesOf): Found[] {
  const stands = isActive(state)
    ? state.attendance.withoutConsent.some(({ until }) => until === undefined)
    : state.phase === 'offered' && state.consent === 'withdrawn';
  const event = last('ConsentWithdrawn');
  if (!stands || !event) return [];
  const dueAt = deadlineInWorkingDays(dayOf(event.learnedAt), rulesOf(event).duties.exit);
  return [{ kind: 'consent-withdrawn', rank: 4, ref: event.id, event, dueAt }];
}

function inCourse(
  state: Active,
  events: readonly ParticipationEntry[],
  last: Last,
  rulesOf: RulesOf,
): Found[] {
  const crises = waitingCrises(state, events, rulesOf).map(({ crisisId, severity, since, dueAt }): Found => {
    const rank = crisisRanks[severity];
    return { kind: 'unanswered-crisis', rank, ref: crisisId, event: since, severity, dueAt };
  });
  const proposal = state.proposal === undefined ? undefined : last('DropoutProposed');
  const flag = events.findLast(
    event => event.type === 'DropoutRiskFlagged' && event.data.riskId === state.openRisk,
  );
  return [
    ...crises,
    ...(proposal ? [{ kind: 'dropout-proposal', rank: 3, ref: proposal.id, event: proposal } as const] : []),
    ...(state.openRisk !== undefined && flag
      ? [{ kind: 'open-risk', rank: 5, ref: state.openRisk, event: flag } as const]
      : []),
    overdueContact(state, events, last, rulesOf),
  ];
}

function beforeStart(state: Participation, last: Last, rulesOf: RulesOf): Found[] {
  const byDay = (kind: 'decide-by' | 'revisit-on', event: ParticipationEntry, day: Day): Found[] => [
    { kind, rank: 9, ref: event.id, event, dueAt: endOfDay(day) },
  ];
  if (state.phase === 'assigned') {
    const event = last('PlaceAssigned')!;
    const dueAt = deadlineInDays(state.startsOn, rulesOf(event).duties.start);
    return [{ kind: 'overdue-report', rank: 7, ref: event.id, event, dueAt }];
  }
  if (state.phase === 'deferred') {
    const event = last('OfferDeferred')!;
    return byDay('revisit-on', event, event.data.revisitOn);
  }
  const offer = state.phase === 'offered' ? last('MeasureOffered') : undefined;
  return offer?.data.decideBy === undefined ? [] : byDay('decide-by', offer, offer.data.decideBy);
}

/**
 * What waits for somebody in one participation: nothing once it is over or annulled. Reports, contacts and days are
 * among it long before they are due; the query leaves them out until then.
 */
export function attentionItems(
  history: readonly ParticipationEntry[],
  rulebooks: Rulebooks,
): readonly Item[] {
  const state = stateOf(history);
  const events = effective(history);
  const rulesOf = rulesNamedBy(rulebooks);
  const last: Last = type => events.findLast(event => event.type === type) as Entry<typeof type> | undefined;
  const found = [
    ...withdrawal(state, last, rulesOf),
    ...(isActive(state) ? inCourse(state, events, last, rulesOf) : beforeStart(state, last, rulesOf)),
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
  if (kind !== 'unanswered-crisis') return disputed.has(event.id);
  return events.some(
    one =>
      (one.type === 'CrisisOpened' || one.type === 'CrisisReassessed') &&
      one.data.crisisId === ref &&
      disputed.has(one.id),
  );
}
