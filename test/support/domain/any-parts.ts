import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type {
  ParticipationCommand,
  ParticipationCommands,
  ParticipationCommandType,
} from '../../../src/participation/commands.js';
import type { ParticipationEntry } from '../../../src/participation/events.js';
import * as catalogue from '../../../src/terms/catalogues.js';
import { addDays, dayOf, type Day, type Instant } from '../../../src/terms/times.js';

/** What a command needs to know to speak of what is there, and when it is given. */
export interface Here {
  readonly history: readonly ParticipationEntry[];
  readonly occurredAt: Instant;
  /** A fresh id for a risk. */
  readonly riskId: string;
}
export type Spoken = (here: Here) => ParticipationCommand;

export const words = fc.option(fc.string({ minLength: 1 }), { nil: undefined });
export const of = <T>(codes: readonly T[]): Arbitrary<T> => fc.constantFrom(...codes);
export const some = <T>(codes: readonly T[]): Arbitrary<T[]> => fc.subarray([...codes], { minLength: 1 });
export const crisisId = of(['crisis-1', 'crisis-2', 'crisis-3']);
export const riskId = of(['risk-1', 'risk-2', 'risk-3', 'rule-5', 'rule-9']);
/** Days before the command, rarely after it. */
export const offset = fc.oneof(
  { arbitrary: fc.integer({ min: -12, max: 0 }), weight: 8 },
  fc.integer({ min: 1, max: 9 }),
);
export const dayAt = ({ occurredAt }: Here, days: number): Day => addDays(dayOf(occurredAt), days);
export const entryAt = (
  { history }: Here,
  which: number,
  has = (_: ParticipationEntry): boolean => true,
): string => {
  const entries = history.filter(has);
  return entries.length ? entries[which % entries.length]!.id : 'nothing';
};
export const nth = fc.nat(60);

/** A command from arbitrary parts, said when it is known where it is said. */
export function spoken<T extends ParticipationCommandType, P>(
  type: T,
  parts: { [K in keyof P]: Arbitrary<P[K]> },
  say: (parts: P, here: Here) => ParticipationCommands[T],
): Arbitrary<Spoken> {
  return fc
    .record(parts)
    .map(said => here => ({ type, ...say(said as P, here) }) as unknown as ParticipationCommand);
}
export const plainly = <T extends ParticipationCommandType>(
  type: T,
  parts: { [K in keyof ParticipationCommands[T]]-?: Arbitrary<ParticipationCommands[T][K]> },
): Arbitrary<Spoken> => spoken(type, parts, said => said as ParticipationCommands[T]);

export const reported = fc.uniqueArray(
  fc.tuple(offset, of([...catalogue.dayStates, 'unexcused', 'unexcused'] as const)),
  {
    selector: ([day]) => day,
    minLength: 1,
    maxLength: 6,
  },
);
export const daysAt = (days: readonly (readonly [number, catalogue.DayState])[], here: Here) =>
  days.map(([day, state]) => ({ day: dayAt(here, day), state }));
