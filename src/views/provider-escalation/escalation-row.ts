import { firstOfType } from '../../participation/by-type.js';
import { effective } from '../../participation/effective.js';
import type { EventOf, ParticipationEntry, ParticipationEventType } from '../../participation/events.js';
import { stateOf } from '../../participation/evolve.js';
import { knownOn, providersWarnings, rulesNamedBy } from '../../participation/warnings.js';
import { idIn } from '../../event-codec/streams.js';
import type { Rulebooks } from '../../rulebook/rulebook.js';
import { announcedBy, judge, type Judgement } from '../../rulebook/surprise.js';
import type { Region } from '../../rulebook/working-days.js';
import { isNeutral } from '../../terms/catalogues.js';
import type { Recorded } from '../../terms/fact.js';
import { dayOf, type Day } from '../../terms/times.js';
import { disputedEntries } from '../participation-status/disputed-entries.js';
import type { EscalationRow } from './provider-escalation.table.js';

/** An entry of the log behind a figure; `day` where it is a day of absence that counts. */
export interface EventBehind {
  readonly kind:
    'offer' | 'no-show' | 'start' | 'exit' | 'crisis' | 'risk' | 'proposal' | 'unexcused-day' | 'duty';
  readonly eventId: string;
  readonly day?: Day;
  readonly disputed: boolean;
}

export interface EventsBehind {
  readonly offer: EventBehind;
  readonly noShow?: EventBehind;
  readonly start?: EventBehind;
  readonly exit?: EventBehind;
  /** The provider's warnings that make a dropout a surprise of its class, or none. */
  readonly warnings: readonly EventBehind[];
}

/** The calendar quarter of a day: `2013-Q4`. */
export const cohortOf = (day: Day): string => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

type Entry<T extends ParticipationEventType> = Recorded<EventOf<T>>;

/** Judged by what was known at D and by the rulebook valid on the day it ended. */
function judgementOf(
  history: readonly ParticipationEntry[],
  { position, data: { endedOn } }: Entry<'ParticipationDroppedOut'>,
  rulebooks: Rulebooks,
  region: Region,
): Judgement {
  const rules = rulebooks.validOn(endedOn, position);
  const rulesOf = rulesNamedBy(rulebooks);
  const then = providersWarnings(knownOn(history, announcedBy(endedOn, rules, region)), rulesOf, region);
  return judge(endedOn, then, providersWarnings(history, rulesOf, region), rules, region);
}

/** What a provider's figures say of one participation; nothing of one that is annulled. */
export function escalationRow(
  history: readonly ParticipationEntry[],
  rulebooks: Rulebooks,
): EscalationRow | undefined {
  const state = stateOf(history);
  if (state.phase === 'none' || state.phase === 'annulled') return undefined;
  const { providerId, measureId } = state;
  if (providerId === undefined || measureId === undefined) return undefined;
  const events = effective(history);
  const of = <T extends ParticipationEventType>(type: T) => firstOfType(events, type);
  const offer = of('MeasureOffered')!;
  const [noShow, start] = [of('NoShowReported'), of('ParticipationStarted')];
  const [dropout, completion] = [of('ParticipationDroppedOut'), of('ParticipationCompleted')];
  const exit = dropout ?? completion;
  const neutral = dropout && isNeutral(dropout.data.adviserFinding);
  const judged = dropout && !neutral ? judgementOf(history, dropout, rulebooks, state.region) : undefined;
  const disputed = disputedEntries(history);
  const behind = (kind: EventBehind['kind'], eventId: string): EventBehind => ({
    kind,
    eventId,
    disputed: disputed.has(eventId),
  });
  const named: EventsBehind = {
    offer: behind('offer', offer.id),
    ...(noShow && { noShow: behind('no-show', noShow.id) }),
    ...(start && { start: behind('start', start.id) }),
    ...(exit && { exit: behind('exit', exit.id) }),
    warnings: (judged?.because ?? []).map(({ kind, eventId, occurredOn }) => ({
      ...behind(kind, eventId),
      ...(kind === 'unexcused-day' && { day: occurredOn }),
    })),
  };
  return {
    participation_id: idIn(offer.stream),
    provider_id: providerId,
    measure_id: measureId,
    client_id: state.clientId,
    offered_on: dayOf(offer.occurredAt),
    no_show_on: noShow ? dayOf(noShow.occurredAt) : null,
    started_on: start?.data.startedOn ?? null,
    cohort: start ? cohortOf(start.data.startedOn) : null,
    ended_on: exit?.data.endedOn ?? null,
    outcome: exit ? (dropout ? 'dropped-out' : 'completed') : null,
    neutral: neutral === undefined ? null : Number(neutral),
    surprise: judged?.surprise ?? null,
    behind: JSON.stringify(named),
  };
}
