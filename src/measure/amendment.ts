import type { Amended } from './events.js';
import type { RegisteredMeasure } from './measure.js';

/** What is wrong with one field of a command. */
export interface FieldFault {
  readonly field: string;
  readonly problem: string;
}

const alike = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What of the contract an amendment changes: what it repeats, it does not. */
export function changed(amended: Amended, state: RegisteredMeasure): Amended {
  const fresh = Object.entries(amended).filter(([field, is]) => !alike(is, state[field as keyof Amended]));
  return Object.fromEntries(fresh) as Amended;
}

/** Why the contract that would result contradicts itself; empty where it does not. */
export function contradictions(amended: Amended, state: RegisteredMeasure): readonly FieldFault[] {
  const { places, minimumPlaces, runsTo, runsFrom } = { ...state, ...amended };
  const least = amended.minimumPlaces === undefined ? 'places' : 'minimumPlaces';
  return [
    ...(minimumPlaces > places
      ? [{ field: least, problem: `leaves ${places} places, fewer than the minimum of ${minimumPlaces}` }]
      : []),
    ...(runsTo < runsFrom ? [{ field: 'runsTo', problem: `must not be before ${runsFrom}` }] : []),
  ];
}
