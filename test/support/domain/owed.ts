import { dutiesOf } from '../../../src/participation/duties/duties-of.js';
import type { Duty } from '../../../src/participation/duties/duty.js';
import type { ParticipationEntry } from '../../../src/participation/events.js';
import { rulesNamedBy } from '../../../src/participation/warnings.js';
import { addDays, type Day } from '../../../src/terms/times.js';
import { rulebooks, Told, type Telling } from '../told-participation.js';

export const rulesOf = rulesNamedBy(rulebooks);

export const owed = ({ history }: { readonly history: readonly ParticipationEntry[] }): readonly Duty[] =>
  dutiesOf(history, rulesOf);

/** The duties of one rule. */
export const by = (told: { readonly history: readonly ParticipationEntry[] }, rule: Duty['rule']) =>
  owed(told).filter(duty => duty.rule === rule);

/** Every working day from one day to another is reported as present on the last of them. */
export function attendedThrough(told: Told, from: Day, to: Day, telling?: Telling & { at?: string }): Told {
  const days: Record<string, 'present'> = {};
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    if (weekday !== 0 && weekday !== 6) days[day] = 'present';
  }
  return told.attended(telling?.at ?? to, days, telling);
}

/** As if it had been imported on a day. */
export const imported = (told: Told, on: Day): { readonly history: readonly ParticipationEntry[] } => ({
  history: told.history.map(entry => ({ ...entry, channel: 'import', recordedAt: `${on}T12:00:00.000Z` })),
});

/** Started on a Monday, in the month that Easter and the change of clocks are near. */
export const started = (telling?: Telling) => new Told().started('2026-03-02', telling);
