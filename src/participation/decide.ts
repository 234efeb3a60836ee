import { explanations, pressureMarks, type PressureMark } from '../terms/catalogues.js';
import type { Decided, Issued } from '../terms/fact.js';
import { reject, rejectInput, isRejection, type Decision, type Rejection } from '../terms/rejection.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { admit, outOfPhase } from './admit.js';
import type { ParticipationCommand } from './commands.js';
import { decideAboutEntry } from './entries.js';
import type { ParticipationEntry, ParticipationEvent } from './events.js';
import { stateOf } from './evolve.js';
import { movesOn, recordedAs } from './phases.js';
import { reportAttendance } from './report-attendance.js';
import { forbidden } from './forbidden.js';
import { offer } from './offer.js';
import { recordRemedy } from './remedy.js';
import { fact } from './secrecy.js';
import { isActive, late, type Participation } from './state.js';
import { issueVoucher, redeemVoucher } from './voucher.js';
import { weigh } from './weighing.js';

type Facts = readonly Decided<ParticipationEvent>[] | Rejection;

function fieldsOf<C extends ParticipationCommand>({ type: _, ...fields }: C): Omit<C, 'type'> {
  return fields;
}

/** A notice is held against the rulebook, and once more where it states an obligation. */
function notice(command: ParticipationCommand<'GiveNotice'>, state: Participation, rules: Rulebook): Facts {
  const stated = command.occasion === 'obligation';
  return (
    forbidden('notice', state, rules) ??
    (stated ? forbidden('obligation', state, rules) : undefined) ?? [fact('NoticeGiven', fieldsOf(command))]
  );
}

function assign(
  {
    deficiencies,
    clientToldOfDeficiencies,
    deficiencyReason,
    ...command
  }: ParticipationCommand<'AssignPlace'>,
  state: Participation,
  rules: Rulebook,
): Facts {
  const no = command.basis === 'obligation' ? forbidden('obligation', state, rules) : undefined;
  if (no) return no;
  const weighed = weigh({ clientToldOfDeficiencies, deficiencyReason }, deficiencies);
  return isRejection(weighed) ? weighed : [fact('PlaceAssigned', { ...fieldsOf(command), ...weighed })];
}

/** Pressure that stood when consent was given. Derived, never sent. */
function marksOf(state: Participation, knownDeficiency: boolean): readonly PressureMark[] {
  if (state.phase === 'none') return [];
  const marks = new Set(state.pressure);
  if (explanations.some(part => !state.explained.has(part))) marks.add('not-explained');
  if (knownDeficiency) marks.add('known-deficiency');
  return pressureMarks.filter(mark => marks.has(mark));
}

function consent(
  { type: _, knownDeficiency = false, ...said }: ParticipationCommand<'GiveConsent'>,
  state: Participation,
): Facts {
  return [fact('ConsentGiven', { ...said, pressureMarks: marksOf(state, knownDeficiency) })];
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
    case 'GiveNotice':
      return notice(command, state, rules);
    case 'AssignPlace':
      return assign(command, state, rules);
    case 'GiveConsent':
      return consent(command, state);
    case 'IssueVoucher':
      return issueVoucher(command, state, history);
    case 'RedeemVoucher':
      return redeemVoucher(command, state);
    case 'RecordRemedy':
      return recordRemedy(command, history, issued);
    case 'WithdrawConsent':
      return withdrawConsent(command, state, issued);
    case 'ReportAttendance':
      return reportAttendance(command, state, rules, issued, history);
    case 'FlagDropoutRisk':
      return flagRisk(command, state, history);
    case 'RecordIntervention':
      return command.crisisId === undefined && command.riskId === undefined
        ? rejectInput('unknown-crisis', 'an intervention names the crisis or the risk that it answers')
        : [fact('InterventionRecorded', { ...fieldsOf(command), ...late(state) })];
    case 'OpenCrisis':
    case 'ReassessCrisis':
    case 'ResolveCrisis':
    case 'ClearDropoutRisk':
    case 'DeliverAssessment':
      return [fact(recordedAs[command.type], { ...fieldsOf(command), ...late(state) })];
    case 'CompleteParticipation': {
      const { gains = [], handOvers = [] } = command;
      return [fact('ParticipationCompleted', { ...fieldsOf(command), gains, handOvers })];
    }
    case 'ExplainMeasure':
    case 'DeferOffer':
    case 'DeclineOffer':
    case 'WithdrawOffer':
    case 'ConfirmStart':
    case 'ReportNoShow':
    case 'Interrupt':
    case 'Resume':
    case 'RecordContact':
    case 'ProposeDropout':
    case 'AvertDropout':
    case 'ConfirmDropout':
    case 'RecordWhereabouts':
      return [fact(recordedAs[command.type], fieldsOf(command))];
    case 'CorrectEntry':
    case 'AnnulEntry':
    case 'AnnulParticipation':
    case 'DisputeEntry':
    case 'SettleDispute':
      return decideAboutEntry(command, history, rules, issued);
  }
}

/** True where only the day was said, and not when the step occurred: it may have been written down belatedly. */
const onlyDaySaid = (command: ParticipationCommand, { dated }: Issued): boolean =>
  !dated && ['startedOn', 'endedOn', 'from', 'on', 'presentedOn'].some(day => day in command);

/**
 * What a command comes to, given everything recorded so far. Its phase is asked first: what is no longer open
 * to it is the truer answer than what would follow from its content.
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
  const first = recordedAs[command.type];
  const closed = outOfPhase(state, first);
  if (closed) return closed;
  const decided = facts(command, state, rules, issued, history);
  if (isRejection(decided)) return decided;
  const { occurredAt } = issued.at;
  for (const one of decided) {
    const refused = admit(state, one, occurredAt);
    if (refused) return refused;
  }
  if (state.phase === 'none' || !movesOn(state.phase, first) || onlyDaySaid(command, issued)) return decided;
  return occurredAt < state.since
    ? reject('time-order', `it occurred before the participation became ${state.phase}`)
    : decided;
}
