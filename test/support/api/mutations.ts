import fc from 'fast-check';
import type { Fields } from './steps.js';

/** A day not far from today, or a moment on it, known only when the body is made. */
class Near {
  constructor(
    readonly days: number,
    readonly at = '',
  ) {}
}
const near: fc.Arbitrary<Near> = fc
  .tuple(fc.integer({ min: -4, max: 2 }), fc.constantFrom('', '', 'T03:30:00Z', 'T23:30:00+02:00'))
  .map(([days, at]) => new Near(days, at));

/** Values at which code breaks: bounds, other types, look-alikes of what is meant. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    ...[
      null,
      '',
      ' ',
      0,
      -0,
      -1,
      0.5,
      1e308,
      Number.MAX_SAFE_INTEGER,
      2 ** 31,
      true,
      false,
      [],
      {},
      [[]],
      [null],
    ],
    ...['1900-01-01', '2999-12-31', '2024-02-29', '2025-02-29', '0000-01-01', '9999-12-31', '2026-05-11'],
    ...[
      '1900-01-01T00:00:00Z',
      '2999-12-31T22:59:59Z',
      '2026-05-11T08:00:59.999Z',
      '2026-03-29T02:30:00+01:00',
    ],
    ...[
      'not-disclosed',
      'crisis-1',
      'risk-1',
      'a'.repeat(64),
      'a'.repeat(65),
      '\u202e',
      'ﷺ',
      '🙂',
      '%',
      '../x',
    ],
    ...['occurredAt', 'days', 'sick', 'reason', 'note', 'providerReason', 'severity', 'startsOn', 'endedOn'],
    ...[
      'illness',
      'therapy',
      'health',
      'overload',
      'took-up-work',
      'consent',
      'obligation',
      'provider',
      'client',
    ],
  ),
  fc.constantFrom(1, 2, 3, 4, 6),
  near,
  fc.uniqueArray(
    fc.record({ day: near, state: fc.constantFrom('present', 'unexcused', 'sick', 'planned-free') }),
    {
      selector: ({ day }) => day.days,
      minLength: 1,
      maxLength: 4,
    },
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);

/** Fields that every command has, and some that it has not. */
const more = [
  ...['occurredAt', 'sourceKnewAt', 'learnedAt', 'source', 'shared', 'note', 'rawCode'],
  ...['recordedAt', 'afterEnd', 'raisedBy', 'because', 'rules', 'clientId', '', 'a.b', 'constructor'],
];

export interface Mutation {
  /** Instead of the body. */
  readonly whole?: unknown;
  /** A usual field by its number, or another by its name, with an odd value. */
  readonly set: readonly (readonly [field: number | string, value: unknown])[];
  readonly drop: readonly number[];
}

const unchanged: Mutation = { set: [], drop: [] };

/** How a body differs from the usual one: not at all in most cases. */
export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 12, arbitrary: fc.constant(unchanged) },
  {
    weight: 6,
    arbitrary: fc.record({
      set: fc.array(fc.tuple(fc.oneof(fc.nat(12), fc.constantFrom(...more)), odd), {
        minLength: 1,
        maxLength: 3,
      }),
      drop: fc.oneof(
        { weight: 4, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(fc.nat(12)) },
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ whole: fc.jsonValue(), set: fc.constant([]), drop: fc.constant([]) }) },
);

/** The body as JSON. `day` tells which day it is so many days from today. */
export function applied(
  { whole, set, drop }: Mutation,
  usual: Fields,
  day: (ahead: number) => string,
): string {
  const text = (value: unknown): string =>
    JSON.stringify(value, (_, item: unknown) =>
      item instanceof Near ? `${day(item.days)}${item.at}` : item,
    ) ?? '';

  if (whole !== undefined) return text(whole);
  const names = Object.keys(usual);
  const named = (field: number | string): string =>
    typeof field === 'string' ? field : (names[field % Math.max(1, names.length)] ?? 'note');
  const dropped = new Set(drop.map(named));
  const kept = Object.entries(usual).filter(([name]) => !dropped.has(name));
  return text(Object.fromEntries([...kept, ...set.map(([field, value]) => [named(field), value] as const)]));
}
