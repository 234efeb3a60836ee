import type { Decided, Issued } from '../terms/fact.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { isRejection, reject, type Rejection } from '../terms/rejection.js';
import { admit } from './admit.js';
import type { ParticipationCommand } from './commands.js';
import { correctionOf, malformed } from './corrections.js';
import { dispute, settle } from './disputes.js';
import { effective, standing } from './effective.js';
import type { EventOf, ParticipationEntry, ParticipationEvent } from './events.js';
import { evolve, stateOf } from './evolve.js';
import { forbidden } from './forbidden.js';
import { movesOn } from './phases.js';
import { untimelyRemedy } from './remedy.js';
import { fact } from './secrecy.js';
import { none, type Participation } from './state.js';
import { notGoodFor } from './voucher.js';

type AboutEntry = ParticipationCommand<
  'CorrectEntry' | 'AnnulEntry' | 'AnnulParticipation' | 'DisputeEntry' | 'SettleDispute'
>;
type Facts = readonly Decided<ParticipationEvent>[] | Rejection;

/** Why a history, as it would read, could not have happened; undefined where it could. */
export function impossibility(history: readonly ParticipationEntry[]): Rejection | undefined {
  const events = effective(history);
  if (history.length && events[0]?.type !== 'MeasureOffered')
    return reject('wrong-phase', 'the history would be impossible: nothing was offered');
  let state: Participation = none;
  for (const event of events) {
    const refused = admit(state, event, event.occurredAt);
    if (refused) return reject(refused.code, `the history would be impossible: ${refused.detail}`);
    state = evolve(state, event);
  }
  const early = untimelyRemedy(history);
  return early && reject(early.code, `the history would be impossible: ${early.detail}`);
}

/** Ids of the entries that moved a participation on before it had come to the phase where they found it. */
function untimely(history: readonly ParticipationEntry[]): ReadonlySet<string> {
  const ids = new Set<string>();
  let state: Participation = none;
  for (const event of effective(history)) {
    const early = state.phase !== 'none' && event.occurredAt < state.since;
    if (early && movesOn(state.phase, event.type)) ids.add(event.id);
    state = evolve(state, event);
  }
  return ids;
}

const withEntry = (
  history: readonly ParticipationEntry[],
  event: EventOf<'EntryCorrected' | 'EntryAnnulled'>,
  issued: Issued,
): readonly ParticipationEntry[] => [
  ...history,
  { ...history.at(-1)!, ...event, id: issued.eventId(0) } as ParticipationEntry,
];

/** The fact alone, unless the history could not be with it, or its steps would come out of their order. */
function ifPossible(
  event: EventOf<'EntryCorrected' | 'EntryAnnulled'>,
  history: readonly ParticipationEntry[],
  issued: Issued,
): Facts {
  const then = withEntry(history, event, issued);
  const impossible = impossibility(then);
  if (impossible) return impossible;
  // A step that only named its day may have been out of order from the beginning.
  const before = untimely(history);
  return [...untimely(then)].every(id => before.has(id))
    ? [event]
    : reject('time-order', 'the steps of the participation would no longer follow one another');
}

/** An obligation is stated as little by a correction as by the entry itself, where the rulebook forbids it. */
function statedBy(
  { field, is }: ParticipationCommand<'CorrectEntry'>,
  history: readonly ParticipationEntry[],
  rules: Rulebook,
): Rejection | undefined {
  const states = (field === 'occasion' || field === 'basis') && is === 'obligation';
  return states ? forbidden('obligation', stateOf(history), rules) : undefined;
}

/** Corrections, annulments and disputes: they speak about entries, so they need the history and not the state. */
export function decideAboutEntry(
  command: AboutEntry,
  history: readonly ParticipationEntry[],
  rules: Rulebook,
  issued: Issued,
): Facts {
  switch (command.type) {
    case 'CorrectEntry': {
      const found = correctionOf(command, history);
      if (isRejection(found)) return found;
      return (
        malformed(found.correction) ??
        statedBy(command, history, rules) ??
        notGoodFor(command.measure, withEntry(history, found.correction, issued)) ??
        ifPossible(found.correction, history, issued)
      );
    }
    case 'AnnulEntry': {
      const { eventId, reason } = command;
      const entry = standing(history, eventId);
      return isRejection(entry)
        ? entry
        : ifPossible(fact('EntryAnnulled', { eventId, reason }), history, issued);
    }
    case 'AnnulParticipation':
      return [fact('ParticipationAnnulled', { kind: command.kind, of: command.of, reason: command.reason })];
    case 'DisputeEntry':
      return dispute(command, history);
    case 'SettleDispute':
      return settle(command, history, issued);
  }
}
