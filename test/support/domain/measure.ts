import type { FreedBecause, MeasureEvent } from '../../../src/measure/events.js';
import {
  decideMeasure,
  evolveMeasure,
  unknownMeasure,
  type MeasureCommand,
} from '../../../src/measure/measure.js';
import { specification } from './specification.js';
import { on, type Told } from './told.js';

type Registration = Omit<MeasureCommand & { type: 'RegisterMeasure' }, 'type'>;

/** given(…what happened to one measure). */
export const given = specification<MeasureEvent, MeasureCommand>((command, past) =>
  decideMeasure(command, past.reduce(evolveMeasure, unknownMeasure)),
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
export const taken = (participationId: string): Told<MeasureEvent> =>
  on('04-10', { type: 'PlaceTaken', data: { participationId } });
export const freePlace = (participationId: string, because: FreedBecause = 'completed'): MeasureCommand => ({
  type: 'FreePlace',
  participationId,
  because,
});
export const freed = (participationId: string, because: FreedBecause = 'completed'): Told<MeasureEvent> =>
  on('04-11', { type: 'PlaceFreed', data: { participationId, because } });
