import * as fc from 'fast-check';
import { timesOf, type SaidTimes } from '../../src/application/times-of.js';
import { isRejection } from '../../src/terms/rejection.js';
import { epochOf, toInstant } from '../../src/terms/times.js';

const now = '2026-05-08T09:00:00.000Z';
const at = (seconds: number) => toInstant(epochOf(now) + seconds * 1000);
const faultsOf = (said: SaidTimes) => {
  const times = timesOf(said, now);
  if (!isRejection(times)) throw new Error(`accepted: ${JSON.stringify(times)}`);
  expect(times).toMatchObject({ code: 'time-order', input: true });
  return times.detail;
};

describe('what was not said', () => {
  it('occurred now, learned of now', () =>
    expect(timesOf({}, now)).toStrictEqual({ occurredAt: now, learnedAt: now, recordedAt: now }));

  it('was learned of now, whenever it occurred', () =>
    expect(timesOf({ occurredAt: at(-3600) }, now)).toStrictEqual({
      occurredAt: at(-3600),
      learnedAt: now,
      recordedAt: now,
    }));

  it('occurred at the latest when the office learned of it, or its source knew', () => {
    expect(timesOf({ learnedAt: at(-3600) }, now)).toMatchObject({
      occurredAt: at(-3600),
      learnedAt: at(-3600),
    });
    expect(timesOf({ sourceKnewAt: at(-7200), learnedAt: at(-3600) }, now)).toStrictEqual({
      occurredAt: at(-7200),
      sourceKnewAt: at(-7200),
      learnedAt: at(-3600),
      recordedAt: now,
    });
  });

  it.each([
    ['the last moment of a day that is over', { assertedDay: '2026-05-06' }, '2026-05-06T21:59:59.999Z'],
    ['the last moment of a winter day', { assertedDay: '2026-01-06' }, '2026-01-06T22:59:59.999Z'],
    ['now on the day itself', { assertedDay: '2026-05-08' }, now],
    ['now for a day to come', { assertedDay: '2026-06-01' }, now],
    [
      'when it was learned of, on that day',
      { assertedDay: '2026-05-06', learnedAt: '2026-05-06T10:00:00Z' },
      '2026-05-06T10:00:00.000Z',
    ],
    [
      'when its source knew, on that day',
      { assertedDay: '2026-05-06', sourceKnewAt: '2026-05-06T10:00:00Z' },
      '2026-05-06T10:00:00.000Z',
    ],
    [
      'what was said, whatever the day',
      { assertedDay: '2026-05-06', occurredAt: '2026-05-07T10:00:00Z' },
      '2026-05-07T10:00:00.000Z',
    ],
  ] as const)('occurred %s', (_, said, occurredAt) =>
    expect(timesOf(said, now)).toMatchObject({ occurredAt }),
  );
});

describe('what was said', () => {
  it('is kept in UTC, to the millisecond', () =>
    expect(timesOf({ occurredAt: '2026-05-08T10:15:30.123456+02:00' }, now)).toMatchObject({
      occurredAt: '2026-05-08T08:15:30.123Z',
    }));

  it.each(['occurredAt', 'sourceKnewAt', 'learnedAt'] as const)(
    'may be a minute ahead for %s, which then is now, but no more',
    name => {
      expect(timesOf({ [name]: at(60) }, now)).toMatchObject({ [name]: now, recordedAt: now });
      expect(faultsOf({ [name]: at(60.001) })).toContain(`${name} lies in the future`);
    },
  );

  it('is refused where it is no time', () =>
    expect(faultsOf({ learnedAt: 'yesterday' })).toContain('learnedAt is no time'));

  it('is refused with everything that is wrong about it', () => {
    const detail = faultsOf({ occurredAt: at(-10), sourceKnewAt: at(-20), learnedAt: at(-30) });
    expect(detail.split('; ').toSorted()).toEqual([
      'learnedAt lies before occurredAt',
      'sourceKnewAt lies after learnedAt',
      'sourceKnewAt lies before occurredAt',
    ]);
  });

  const moment = fc.integer({ min: -200, max: 200 });

  it('is accepted exactly where it occurred, was known, was learned of and was written in that order', () =>
    fc.assert(
      fc.property(moment, moment, moment, (occurred, knew, learned) => {
        const times = timesOf(
          { occurredAt: at(occurred), sourceKnewAt: at(knew), learnedAt: at(learned) },
          now,
        );
        const [a, b, c] = [occurred, knew, learned].map(seconds => Math.min(seconds, 0)) as [
          number,
          number,
          number,
        ];
        const inOrder = a <= b && b <= c && Math.max(occurred, knew, learned) <= 60;
        expect(isRejection(times)).toBe(!inOrder);
      }),
      { numRuns: 500 },
    ));

  it('never leaves the order, whatever was left out', () =>
    fc.assert(
      fc.property(
        fc.record(
          {
            occurredAt: moment.map(at),
            sourceKnewAt: moment.map(at),
            learnedAt: moment.map(at),
            assertedDay: fc.constantFrom('2026-05-07', '2026-05-08', '2026-05-09'),
          },
          { requiredKeys: [] },
        ),
        said => {
          const times = timesOf(said, now);
          if (isRejection(times)) return;
          const { occurredAt, sourceKnewAt = occurredAt, learnedAt, recordedAt } = times;
          const order = [occurredAt, sourceKnewAt, learnedAt, recordedAt];
          expect(order).toEqual(order.toSorted());
          expect(recordedAt).toBe(now);
        },
      ),
      { numRuns: 500 },
    ));
});
