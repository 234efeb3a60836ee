import { explanations, pressureMarks, type PressureMark } from '../terms/catalogues.js';
import type { Decided, Issued } from '../terms/fact.js';
import { reject, rejectInput, isRejection, type Decision, type Rejection } from '../terms/rejection.js';
import { dayOf, type Day } from '../terms/times.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { firedRules } from '../rulebook/early-warning.js';
import { admit } from './admit.js';
import { countedDays, withDays } from './attendance.js';
import type { ParticipationCommand } from './commands.js';
import { decideAboutEntry } from './entries.js';
import type { AttendanceDay, ParticipationEntry, ParticipationEvent } from './events.js';
import { stateOf } from './evolve.js';
import { transitions } from './phases.js';
import { fact } from './secrecy.js';
import { isActive, isEnded, type Participation } from './state.js';

type Facts = readonly Decided<ParticipationEvent>[] | Rejection;

const late = (state: Participation): { afterEnd?: true } => (isEnded(state) ? { afterEnd: true } : {});

function fieldsOf<C extends ParticipationCommand>({ type: _, ...fields }: C): Omit<C, 'type'> {
  return fields;
}

function offer(command: ParticipationCommand<'OfferMeasure'>): Facts {
  const { ground, overrideReason, clientId, measureId, relation, followsId, decideBy, note } = command;
  const { mandate, adviserId, providerId, legalBasis, track } = ground;
  if (mandate !== 'given' && overrideReason === undefined)
    return reject('no-mandate', mandate ? `the latest mandate is ${mandate}` : 'no mandate was clarified');
  const overridden = mandate === 'given' ? {} : { mandateOverridden: true, overrideReason };
  const grounds = { clientId, measureId, providerId, adviserId, legalBasis, track };
  return [fact('MeasureOffered', { ...grounds, relation, followsId, decideBy, note, ...overridden })];
}

function notForbidden(
  what: 'notice' | 'obligation',
  state: Participation,
  rules: Rulebook,
): Rejection | undefined {
  if (state.phase === 'none' || !rules.forbidden[what].includes(state.legalBasis)) return undefined;
  return reject('notice-not-allowed', `rulebook ${rules.version} forbids it on ${state.legalBasis}`);
}

/** Pressure that stood when consent was given. Derived, never sent. */
export function marksOf(state: Participation): readonly PressureMark[] {
  if (state.phase === 'none') return [];
  const unexplained = explanations.some(part => !state.explained.has(part));
  return pressureMarks.filter(mark => state.pressure.has(mark) || (mark === 'not-explained' && unexplained));
}

/** After the start it goes on with a dropout risk of source client, or joins the one that is open. */
function withdrawConsent(
  { riskId, reason, statement }: ParticipationCommand<'WithdrawConsent'>,
  state: Participation,
  issued: Issued,
): Facts {
  const withdrawn = fact('ConsentWithdrawn', { reason, statement });
  if (!isActive(state) || state.openRisk !== undefined) return [withdrawn];
  const risk = fact('DropoutRiskFlagged', { riskId, raisedBy: 'client', because: [issued.eventId(0)] });
  return [withdrawn, { ...risk, source: 'client', causedBy: 0 }];
}

/** The days as they stand in `data`, and which of them were sickness. */
export function veilDays(days: ParticipationCommand<'ReportAttendance'>['days']): {
  readonly days: readonly AttendanceDay[];
  readonly sick: readonly Day[] | undefined;
} {
  const sick = days.filter(({ state }) => state === 'sick').map(({ day }) => day);
  return {
    days: days.map(({ day, state }) => ({ day, state: state === 'sick' ? 'excused' : state })),
    sick: sick.length ? sick : undefined,
  };
}

/** A report that completes the condition of an early warning raises the risk in the same breath, once. */
function reportAttendance(
  { days, note, riskId }: ParticipationCommand<'ReportAttendance'>,
  state: Participation,
  rules: Rulebook,
  issued: Issued,
  history: readonly ParticipationEntry[],
): Facts {
  const today = dayOf(issued.at.occurredAt);
  const ahead = days.find(({ day, state: was }) => day > today && was !== 'planned-free');
  if (ahead) return rejectInput('time-order', `${ahead.day} lies after the day of the report, ${today}`);
  const veiled = veilDays(days);
  const reported = fact('AttendanceReported', { days: veiled.days, sick: veiled.sick, note, ...late(state) });
  if (!isActive(state) || state.openRisk !== undefined) return [reported];
  const after = countedDays({
    ...state.attendance,
    reported: withDays(state.attendance.reported, veiled.days),
  });
  const fired = firedRules(rules, after, state.served, new Set(days.map(({ day }) => day)));
  if (!fired.length) return [reported];
  const because = causes(
    new Set(fired.flatMap(({ days: of }) => of)),
    history,
    veiled.days,
    issued.eventId(0),
  );
  const risk = fact('DropoutRiskFlagged', { riskId, raisedBy: 'rule', rules: fired, because });
  return [reported, { ...risk, source: 'system', causedBy: 0 }];
}

/** The reports that say what the named days were: for each day the last one. */
function causes(
  days: ReadonlySet<Day>,
  history: readonly ParticipationEntry[],
  reported: readonly AttendanceDay[],
  reportId: string,
): readonly string[] {
  const last = new Map<Day, string>();
  for (const event of history)
    if (event.type === 'AttendanceReported')
      for (const { day } of event.data.days) if (days.has(day)) last.set(day, event.id);
  for (const { day } of reported) if (days.has(day)) last.set(day, reportId);
  return [...new Set([...last].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, id]) => id))];
}

function flagRisk(
  { type: _, because = [], ...fields }: ParticipationCommand<'FlagDropoutRisk'>,
  state: Participation,
  history: readonly ParticipationEntry[],
): Facts {
  const ids = new Set(history.map(({ id }) => id));
  const missing = because.filter(id => !ids.has(id));
  if (missing.length) return reject('unknown-entry', `there are no entries ${missing.join(', ')}`);
  return [fact('DropoutRiskFlagged', { ...fields, because, ...late(state) })];
}

const intervene = (command: ParticipationCommand<'RecordIntervention'>, state: Participation): Facts =>
  command.crisisId === undefined && command.riskId === undefined
    ? rejectInput('unknown-crisis', 'an intervention names the crisis or the risk that it answers')
    : [fact('InterventionRecorded', { ...fieldsOf(command), ...late(state) })];

/** A day that an event asserts cannot lie after the moment it is said to have occurred. */
function assertedDay(command: ParticipationCommand): Day | undefined {
  if ('startedOn' in command) return command.startedOn;
  return 'endedOn' in command ? command.endedOn : undefined;
}

function facts(
  command: ParticipationCommand,
  state: Participation,
  rules: Rulebook,
  issued: Issued,
  history: readonly ParticipationEntry[],
): Facts {
  switch (command.type) {
    case 'OfferMeasure':
      return offer(command);
    case 'ExplainMeasure':
      return [fact('MeasureExplained', fieldsOf(command))];
    case 'GiveNotice':
      return notForbidden('notice', state, rules) ?? [fact('NoticeGiven', fieldsOf(command))];
    case 'DeferOffer':
      return [fact('OfferDeferred', fieldsOf(command))];
    case 'DeclineOffer':
      return [fact('OfferDeclined', fieldsOf(command))];
    case 'WithdrawOffer':
      return [fact('OfferWithdrawn', fieldsOf(command))];
    case 'GiveConsent':
      return [fact('ConsentGiven', { ...fieldsOf(command), pressureMarks: marksOf(state) })];
    case 'WithdrawConsent':
      return withdrawConsent(command, state, issued);
    case 'AssignPlace': {
      const forbidden = command.basis === 'obligation' ? notForbidden('obligation', state, rules) : undefined;
      return forbidden ?? [fact('PlaceAssigned', fieldsOf(command))];
    }
    case 'ConfirmStart':
      return [fact('ParticipationStarted', fieldsOf(command))];
    case 'ReportNoShow':
      return [fact('NoShowReported', fieldsOf(command))];
    case 'ReportAttendance':
      return reportAttendance(command, state, rules, issued, history);
    case 'Interrupt':
      return [fact('ParticipationInterrupted', fieldsOf(command))];
    case 'Resume':
      return [fact('ParticipationResumed', fieldsOf(command))];
    case 'RecordContact':
      return [fact('ContactHeld', fieldsOf(command))];
    case 'OpenCrisis':
      return [fact('CrisisOpened', { ...fieldsOf(command), ...late(state) })];
    case 'ReassessCrisis':
      return [fact('CrisisReassessed', { ...fieldsOf(command), ...late(state) })];
    case 'RecordIntervention':
      return intervene(command, state);
    case 'ResolveCrisis':
      return [fact('CrisisResolved', { ...fieldsOf(command), ...late(state) })];
    case 'FlagDropoutRisk':
      return flagRisk(command, state, history);
    case 'ClearDropoutRisk':
      return [fact('DropoutRiskCleared', { ...fieldsOf(command), ...late(state) })];
    case 'ProposeDropout':
      return [fact('DropoutProposed', fieldsOf(command))];
    case 'AvertDropout':
      return [fact('DropoutAverted', fieldsOf(command))];
    case 'ConfirmDropout':
      return [fact('ParticipationDroppedOut', fieldsOf(command))];
    case 'CompleteParticipation':
      return [
        fact('ParticipationCompleted', {
          ...fieldsOf(command),
          gains: command.gains ?? [],
          handOvers: command.handOvers ?? [],
        }),
      ];
    case 'RecordWhereabouts':
      return [fact('WhereaboutsRecorded', fieldsOf(command))];
    case 'CorrectEntry':
    case 'AnnulEntry':
    case 'AnnulParticipation':
    case 'DisputeEntry':
    case 'SettleDispute':
      return decideAboutEntry(command, history, issued);
  }
}

/**
 * What a command comes to, given everything recorded so far.
 * @param history the whole stream, as recorded
 * @param rules the rulebook valid when it occurred
 */
export function decide(
  command: ParticipationCommand,
  history: readonly ParticipationEntry[],
  rules: Rulebook,
  issued: Issued,
): Decision<Decided<ParticipationEvent>> {
  const state = stateOf(history);
  const decided = facts(command, state, rules, issued, history);
  if (isRejection(decided)) {
    // What is not there, or no longer open to it, is the truer answer than what would follow from its content.
    return state.phase === 'none' && command.type !== 'OfferMeasure'
      ? reject('unknown-participation', 'there is no such participation')
      : decided;
  }
  const { occurredAt } = issued.at;
  const first = decided[0]!;
  const refused = admit(state, first, occurredAt);
  if (refused) return refused;
  const asserted = assertedDay(command);
  if (asserted !== undefined && asserted > dayOf(occurredAt))
    return rejectInput(
      'time-order',
      `${asserted} lies after the day on which it occurred, ${dayOf(occurredAt)}`,
    );
  if (issued.dated && state.phase !== 'none' && transitions.has(first.type) && occurredAt < state.since)
    return reject('time-order', `it occurred before the participation became ${state.phase}`);
  return decided;
}
