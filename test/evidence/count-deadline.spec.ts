import fc from 'fast-check';
import { countDeadline } from '../../src/evidence/count-deadline.js';
import { deadlineInDays, regions } from '../../src/rulebook/working-days.js';
import { addDays, daysBetween } from '../../src/terms/times.js';

const anyDay = fc.integer({ min: 0, max: 20_000 }).map(days => addDays('1990-01-01', days));

it('ends where the rulebook says that a deadline ends, in every state', () =>
  fc.assert(
    fc.property(
      anyDay,
      fc.integer({ min: 1, max: 90 }),
      fc.constantFrom(...regions),
      (from, days, region) => {
        expect(countDeadline(from, days, region).endsAt).toBe(deadlineInDays(from, days, region));
      },
    ),
  ));

it('tells every day once, from the day of the event, which does not count, to the last', () =>
  fc.assert(
    fc.property(
      anyDay,
      fc.integer({ min: 1, max: 90 }),
      fc.constantFrom(...regions),
      (from, days, region) => {
        const { daybyday, endsOn } = countDeadline(from, days, region);
        expect(daybyday[0]).toMatchObject({ day: from, is: 'day-of-event' });
        expect(daybyday.map(({ day }) => daysBetween(from, day))).toEqual(daybyday.map((_, index) => index));
        expect(daybyday.filter(({ is }) => is === 'counted').map(({ number }) => number)).toEqual(
          Array.from({ length: days }, (_, index) => index + 1),
        );
        expect(daybyday.at(-1)).toMatchObject({ day: endsOn });
        expect(daybyday.at(-1)!.free).toBeUndefined();
      },
    ),
  ));

it('moves over a holiday of the state that another state does not have', () => {
  expect(countDeadline('2026-02-22', 14, 'BE').endsOn).toBe('2026-03-09');
  expect(countDeadline('2025-10-17', 14, 'BY').endsOn).toBe('2025-10-31');
  expect(countDeadline('2025-10-17', 14, 'BB').endsOn).toBe('2025-11-03');
});
