import type { LegalBasis, Track } from '../terms/catalogues.js';
import { reject, rejectInput, type Decision } from '../terms/rejection.js';
import type { Day } from '../terms/times.js';
import type { ConceptDuty, FreedBecause, MeasureEvent } from './events.js';

export interface MeasureCommands {
  RegisterMeasure: {
    readonly providerId: string;
    readonly title: string;
    readonly legalBasis: LegalBasis;
    readonly track: Track;
    readonly places: number;
    readonly minimumPlaces: number;
    readonly pricePerPlaceMonth: number;
    readonly runsFrom: Day;
    readonly runsTo: Day;
    readonly duties: readonly ConceptDuty[];
  };
  TakePlace: { readonly participationId: string };
  FreePlace: { readonly participationId: string; readonly because: FreedBecause };
}
export type MeasureCommand = {
  [K in keyof MeasureCommands]: { readonly type: K } & MeasureCommands[K];
}[keyof MeasureCommands];

export type Measure =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'registered';
      readonly providerId: string;
      readonly legalBasis: LegalBasis;
      readonly track: Track;
      readonly places: number;
      /** Participations that hold a place. */
      readonly taken: ReadonlySet<string>;
    };

export const unknownMeasure: Measure = { status: 'unknown' };

export function evolveMeasure(state: Measure, event: MeasureEvent): Measure {
  if (event.type === 'MeasureRegistered') {
    const { providerId, legalBasis, track, places } = event.data;
    return { status: 'registered', providerId, legalBasis, track, places, taken: new Set() };
  }
  if (state.status === 'unknown') return state;
  const taken = new Set(state.taken);
  switch (event.type) {
    case 'PlaceTaken':
      taken.add(event.data.participationId);
      return { ...state, taken };
    case 'PlaceFreed':
      taken.delete(event.data.participationId);
      return { ...state, taken };
    case 'MeasureAmended':
    case 'MeasureReviewed':
    case 'InstructionRecorded':
    case 'InstructionObjected':
    case 'AssignmentsPaused':
    case 'AssignmentsResumed':
    case 'DeficiencyNoted':
    case 'DeficiencyLifted':
      return state;
  }
}

function register({
  type: _,
  ...fields
}: MeasureCommand & { type: 'RegisterMeasure' }): Decision<MeasureEvent> {
  const { runsFrom, runsTo, legalBasis } = fields;
  if (runsTo < runsFrom) return rejectInput('time-order', `it ends on ${runsTo}, before it begins`);
  const decidedBy = legalBasis === 'sgb3-81' ? ({ decidedBy: 'employment-agency' } as const) : {};
  return [{ type: 'MeasureRegistered', data: { ...fields, ...decidedBy } }];
}

/** Places are the one invariant across streams: whoever assigns takes the place here first. */
export function decideMeasure(command: MeasureCommand, state: Measure): Decision<MeasureEvent> {
  if (command.type === 'RegisterMeasure')
    return state.status === 'unknown'
      ? register(command)
      : reject('already-registered', 'this measure is registered');
  if (state.status === 'unknown') return reject('unknown-measure', 'there is no such measure');
  const { participationId } = command;
  const held = state.taken.has(participationId);
  switch (command.type) {
    case 'TakePlace':
      if (held) return reject('already-recorded', `${participationId} has a place already`);
      if (state.track === 'purchased' && state.taken.size >= state.places)
        return reject('no-place-left', `all ${state.places} places are taken`);
      return [{ type: 'PlaceTaken', data: { participationId } }];
    case 'FreePlace':
      if (!held) return reject('already-recorded', `${participationId} has no place`);
      return [{ type: 'PlaceFreed', data: { participationId, because: command.because } }];
  }
}
