import type { Amended, Exposure, FreedBecause, MeasureEvent } from '../../../src/measure/events.js';
import type { MeasureCommand } from '../../../src/measure/commands.js';
import { decideMeasure } from '../../../src/measure/decide.js';
import { evolveMeasure, unknownMeasure } from '../../../src/measure/measure.js';
import { specification } from './specification.js';
import { on, type Told } from './told.js';

type Registration = Omit<MeasureCommand & { type: 'RegisterMeasure' }, 'type'>;

/** given(…what happened to one measure). */
export const given = specification<MeasureEvent, MeasureCommand>((command, past, issued) =>
  decideMeasure(command, past.reduce(evolveMeasure, unknownMeasure), issued),
);

const usual: Registration = {
  providerId: 'provider-1',
  title: 'Back to work',
  legalBasis: 'sgb3-45-3',
  track: 'purchased',
  places: 2,
  minimumPlaces: 1,
  pricePerPlaceMonth: 85_000,
  runsFrom: '2026-02-01',
  runsTo: '2026-12-31',
  duties: [{ duty: 'a talk with each client every week', page: 12 }],
};

export const registerMeasure = (fields: Partial<Registration> = {}): MeasureCommand => ({
  type: 'RegisterMeasure',
  ...usual,
  ...fields,
});
export const registered = (
  fields: Partial<(MeasureEvent & { type: 'MeasureRegistered' })['data']> = {},
): Told<MeasureEvent> => on('01-10', { type: 'MeasureRegistered', data: { ...usual, ...fields } });

export const takePlace = (participationId: string): MeasureCommand => ({
  type: 'TakePlace',
  participationId,
});
export const restorePlace = (participationId: string): MeasureCommand => ({
  type: 'TakePlace',
  participationId,
  restored: true,
});
export const taken = (participationId: string): Told<MeasureEvent> =>
  on('04-10', { type: 'PlaceTaken', data: { participationId } });
export const freePlace = (participationId: string, because: FreedBecause = 'completed'): MeasureCommand => ({
  type: 'FreePlace',
  participationId,
  because,
});
export const freed = (participationId: string, because: FreedBecause = 'completed'): Told<MeasureEvent> =>
  on('04-11', { type: 'PlaceFreed', data: { participationId, because } });

const contract = 'c'.repeat(64);
const event = (day: string, told: MeasureEvent): Told<MeasureEvent> => on(day, told);

export const amendMeasure = (
  fields: Partial<MeasureCommand<'AmendMeasure'>> = { places: 3 },
): MeasureCommand => ({ type: 'AmendMeasure', sha256: contract, ...fields });
export const amended = (fields: Amended = { places: 3 }): Told<MeasureEvent> =>
  event('04-12', { type: 'MeasureAmended', data: { ...fields, sha256: contract } });

export const recordInstruction = (
  fields: Partial<MeasureCommand<'RecordInstruction'>> = {},
): MeasureCommand => ({
  type: 'RecordInstruction',
  byRole: 'management',
  instruction: 'fill-places',
  wording: 'all places are to be filled',
  ...fields,
});
export const instructed = (caseId?: string): Told<MeasureEvent> =>
  event('04-13', {
    type: 'InstructionRecorded',
    data: { byRole: 'management', instruction: 'fill-places', ...(caseId === undefined ? {} : { caseId }) },
    sensitive: { wording: 'all places are to be filled' },
  });
export const objectTo = (instructionId: string): MeasureCommand => ({
  type: 'ObjectToInstruction',
  instructionId,
  reasons: 'it harms clients',
});
export const objected = (instructionId: string): Told<MeasureEvent> =>
  event('04-14', {
    type: 'InstructionObjected',
    data: { instructionId },
    sensitive: { reasons: 'it harms clients' },
  });

export const pause = (caseId?: string): MeasureCommand => ({
  type: 'PauseAssignments',
  legalBasis: '§ 7 of the contract',
  ...(caseId === undefined ? {} : { caseId }),
});
export const paused = (exposure: Partial<Exposure> = {}, caseId?: string): Told<MeasureEvent> =>
  event('04-15', {
    type: 'AssignmentsPaused',
    data: {
      legalBasis: '§ 7 of the contract',
      ...(caseId === undefined ? {} : { caseId }),
      exposure: { minimumPlaces: 1, occupied: 0, pricePerPlaceMonth: 85_000, perMonth: 85_000, ...exposure },
    },
  });
export const resume = (reason?: string): MeasureCommand => ({
  type: 'ResumeAssignments',
  ...(reason === undefined ? {} : { reason }),
});
export const resumed = (reason?: string): Told<MeasureEvent> =>
  event('04-20', {
    type: 'AssignmentsResumed',
    data: {},
    ...(reason === undefined ? {} : { sensitive: { reason } }),
  });

type Noted = Omit<MeasureCommand<'NoteDeficiency'>, 'type'>;
const deficiency: Noted = { caseId: 'case-1', category: 'D4', severity: 'considerable' };
export const noteDeficiency = (fields: Partial<Noted> = {}): MeasureCommand => ({
  type: 'NoteDeficiency',
  ...deficiency,
  ...fields,
});
export const noted = (fields: Partial<Noted> = {}): Told<MeasureEvent> =>
  event('04-16', { type: 'DeficiencyNoted', data: { ...deficiency, ...fields } });
export const liftDeficiency = (caseId = 'case-1'): MeasureCommand => ({ type: 'LiftDeficiency', caseId });
export const lifted = (caseId = 'case-1'): Told<MeasureEvent> =>
  event('04-18', { type: 'DeficiencyLifted', data: { caseId } });
