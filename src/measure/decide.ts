import type { Issued } from '../terms/fact.js';
import { reject, rejectInput, type Decision, type Rejection } from '../terms/rejection.js';
import { changed } from './amendment.js';
import type { MeasureCommand } from './commands.js';
import type { MeasureEvent } from './events.js';
import { exposureOf, type Measure, type RegisteredMeasure } from './measure.js';

function register({ type: _, ...fields }: MeasureCommand<'RegisterMeasure'>): Decision<MeasureEvent> {
  const { runsFrom, runsTo, legalBasis } = fields;
  if (runsTo < runsFrom) return rejectInput('time-order', `it ends on ${runsTo}, before it begins`);
  const decidedBy = legalBasis === 'sgb3-81' ? ({ decidedBy: 'employment-agency' } as const) : {};
  return [{ type: 'MeasureRegistered', data: { ...fields, ...decidedBy } }];
}

function amend(
  { type: _, sha256, ...amended }: MeasureCommand<'AmendMeasure'>,
  state: RegisteredMeasure,
): Decision<MeasureEvent> {
  const data = changed(amended, state);
  return Object.keys(data).length
    ? [{ type: 'MeasureAmended', data: { ...data, sha256 } }]
    : reject('already-recorded', 'the contract says so already');
}

/** Each may object to an instruction once. */
function object(
  { instructionId, reasons }: MeasureCommand<'ObjectToInstruction'>,
  state: RegisteredMeasure,
  { by, at }: Issued,
): Decision<MeasureEvent> {
  const given = state.instructions.get(instructionId);
  if (!given) return reject('unknown-instruction', `there is no instruction ${instructionId}`);
  if (given.objectors.has(by.id)) return reject('already-recorded', 'this person has objected already');
  return (
    before(at.occurredAt, given.at, 'the objection', 'the instruction') ?? [
      { type: 'InstructionObjected', data: { instructionId }, sensitive: { reasons } },
    ]
  );
}

const before = (occurredAt: string, since: string, what: string, other: string): Rejection | undefined =>
  occurredAt < since ? reject('time-order', `${what} occurred before ${other} of ${since}`) : undefined;

function pause(
  { legalBasis, caseId }: MeasureCommand<'PauseAssignments'>,
  state: RegisteredMeasure,
  { at }: Issued,
): Decision<MeasureEvent> {
  if (state.paused) return reject('already-paused', 'assignments are paused');
  const early = before(at.occurredAt, state.resumedAt ?? '', 'the pause', 'the last resumption');
  if (early) return early;
  const of = caseId === undefined ? {} : { caseId };
  return [{ type: 'AssignmentsPaused', data: { legalBasis, ...of, exposure: exposureOf(state) } }];
}

function resume(
  { reason }: MeasureCommand<'ResumeAssignments'>,
  { paused }: RegisteredMeasure,
  { at }: Issued,
): Decision<MeasureEvent> {
  if (!paused) return reject('already-resumed', 'assignments are not paused');
  const words = reason === undefined ? {} : { sensitive: { reason } };
  return (
    before(at.occurredAt, paused.since, 'the resumption', 'the pause') ?? [
      { type: 'AssignmentsResumed', data: {}, ...words },
    ]
  );
}

/** A pause binds the office, which assigns; on the voucher track it is the client who chooses. */
function takePlace(
  { participationId, restored }: MeasureCommand<'TakePlace'>,
  { track, paused, taken, places }: RegisteredMeasure,
): Decision<MeasureEvent> {
  if (taken.has(participationId)) return reject('already-recorded', `${participationId} has a place already`);
  if (track === 'purchased') {
    if (paused && !restored) return reject('assignments-paused', 'assignments into this measure are paused');
    if (taken.size >= places) return reject('no-place-left', `all ${places} places are taken`);
  }
  return [{ type: 'PlaceTaken', data: { participationId } }];
}

/** A deficiency stands once a case; noted with another severity it is noted anew. */
function note(
  { caseId, category, severity }: MeasureCommand<'NoteDeficiency'>,
  { deficiencies }: RegisteredMeasure,
): Decision<MeasureEvent> {
  const known = deficiencies.get(caseId);
  return known?.category === category && known.severity === severity
    ? reject('already-recorded', `the deficiency of case ${caseId} is noted`)
    : [{ type: 'DeficiencyNoted', data: { caseId, category, severity } }];
}

/** Places are the one invariant across streams: whoever assigns takes the place here first. */
export function decideMeasure(
  command: MeasureCommand,
  state: Measure,
  issued: Issued,
): Decision<MeasureEvent> {
  if (command.type === 'RegisterMeasure')
    return state.status === 'unknown'
      ? register(command)
      : reject('already-registered', 'this measure is registered');
  if (state.status === 'unknown') return reject('unknown-measure', 'there is no such measure');
  switch (command.type) {
    case 'AmendMeasure':
      return amend(command, state);
    case 'ReviewMeasure': {
      const { basis, result, findings } = command;
      return [{ type: 'MeasureReviewed', data: { basis, result }, sensitive: { findings } }];
    }
    case 'RecordInstruction': {
      const { byRole, instruction, caseId, wording } = command;
      const data = { byRole, instruction, ...(caseId === undefined ? {} : { caseId }) };
      return [{ type: 'InstructionRecorded', data, sensitive: { wording } }];
    }
    case 'ObjectToInstruction':
      return object(command, state, issued);
    case 'PauseAssignments':
      return pause(command, state, issued);
    case 'ResumeAssignments':
      return resume(command, state, issued);
    case 'TakePlace':
      return takePlace(command, state);
    case 'FreePlace': {
      const { participationId, because } = command;
      return state.taken.has(participationId)
        ? [{ type: 'PlaceFreed', data: { participationId, because } }]
        : reject('already-recorded', `${participationId} has no place`);
    }
    case 'NoteDeficiency':
      return note(command, state);
    case 'LiftDeficiency': {
      const { caseId } = command;
      return state.deficiencies.has(caseId)
        ? [{ type: 'DeficiencyLifted', data: { caseId } }]
        : reject('already-recorded', `no deficiency of case ${caseId} is noted`);
    }
  }
}
