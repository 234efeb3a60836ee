import { plainToInstance, type ClassConstructor } from 'class-transformer';
import fc from 'fast-check';
import 'reflect-metadata';
import { commands } from '../../src/application/commands.js';
import { RulebookFields } from '../../src/application/rulebook/rulebook-fields.js';
import { isSound, rulesOf } from '../../src/application/sound.js';
import { faultsIn, isClean, structureFaults, textFaults } from '../../src/application/validation.js';

type Class = ClassConstructor<object>;

/** The class of a field's items, where it has one. */
function itemOf({ prototype }: Class, name: string): Class | undefined {
  const { type } = (Reflect.getMetadata('swagger/apiModelProperties', prototype as object, name) ?? {}) as {
    type?: unknown;
  };
  const one: unknown = Array.isArray(type) ? type[0] : type;
  const named = [String, Number, Boolean, Object, undefined] as readonly unknown[];
  return typeof one === 'function' && !named.includes(one) ? (one as Class) : undefined;
}

const anything = fc.constantFrom<unknown>(
  ...[
    null,
    true,
    false,
    0,
    1,
    -1,
    1.5,
    12,
    5_000,
    1e12,
    NaN,
    '',
    ' ',
    'x',
    'a-1',
    'x'.repeat(65),
    'x'.repeat(4_001),
  ],
  ...['2026-05-11', '2026-02-30', '2026-05-11T08:00:00Z', '2026-05-11T08:00:00.000+02:00', 'f'.repeat(64)],
  ...[[], ['a-1'], ['a-1', 'a-1'], ['a-1', 'b-2'], [1], [null], [[]], [{}], {}, { a: 1 }],
);

/** A value for a field: mostly what its rules name, so that whole bodies are often sound. */
function valueOf(Class: Class, name: string, depth: number): fc.Arbitrary<unknown> {
  const rules = rulesOf(new Class()).filter(rule => rule.propertyName === name);
  const codes = rules
    .flatMap(({ constraints = [] }) => constraints.filter(Array.isArray))
    .flat() as unknown[];
  const code = codes.length ? fc.constantFrom(...codes) : fc.constantFrom<unknown>('a-1', '2026-05-11');
  const Item = itemOf(Class, name);
  const nested = Item && depth < 3 ? bodyOf(Item, depth + 1) : code;
  return fc.oneof(
    { weight: 6, arbitrary: code },
    { weight: 4, arbitrary: fc.uniqueArray(code, { maxLength: 3 }) },
    { weight: 6, arbitrary: nested },
    { weight: 6, arbitrary: fc.array(nested, { maxLength: 3 }) },
    {
      weight: 4,
      arbitrary: fc.constantFrom<unknown>(true, 1, 12, '2026-05-11', '2026-05-11T08:00:00Z', 'f'.repeat(64)),
    },
    { weight: 4, arbitrary: anything },
  );
}

function bodyOf(Class: Class, depth = 0): fc.Arbitrary<object> {
  const rules = rulesOf(new Class());
  const names = [...new Set(rules.map(rule => rule.propertyName))];
  const optional = (name: string): boolean =>
    rules.some(rule => rule.propertyName === name && rule.name === 'isOptional');
  const fields = Object.fromEntries(names.map(name => [name, valueOf(Class, name, depth)]));
  const sound = fc.record(fields, { requiredKeys: names.filter(name => !optional(name)) });
  const holed = fc.record({ ...fields, unheardOf: anything }, { requiredKeys: [] });
  return fc.oneof({ weight: 5, arbitrary: sound }, { weight: 1, arbitrary: holed });
}

describe('isSound', () => {
  it.each(
    Object.entries({ ...commands, RulebookFields }) as unknown as readonly (readonly [string, Class])[],
  )('says of %s exactly what the rules say', (_, Class) => {
    const instances = bodyOf(Class).map(body =>
      plainToInstance(Class, body, { enableImplicitConversion: false, exposeDefaultValues: true }),
    );
    fc.assert(
      fc.property(instances, instance => {
        expect([isSound(instance), instance]).toEqual([faultsIn(instance).length === 0, instance]);
      }),
      { numRuns: 60 },
    );
  });

  it('is true of a body as people send it, and false of one with a name more', () => {
    const contact = { participationId: 'p-1', between: ['client'], channel: 'telephone', onSite: false };
    const sound = (more: object): boolean =>
      isSound(plainToInstance(commands.RecordContact, { ...contact, ...more }));
    expect([sound({}), sound({ more: 1 }), sound({ between: [] }), sound({ summary: null })]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

it('what is called clean has no fault of text or structure, and nothing else has none', () => {
  const text = fc.constantFrom(
    'a',
    'tab\tand\nline',
    'nul\0',
    'half\ud800',
    'whole\ud83d\ude00',
    '',
    '\u007f',
  );
  const name = fc.oneof(text, fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString'));
  const { value } = fc.letrec<{ value: unknown }>(tie => ({
    value: fc.oneof(
      { maxDepth: 4 },
      text,
      fc.constantFrom<unknown>(null, 1, true),
      fc.array(tie('value'), { maxLength: 4 }),
      // own properties, also of a name that everything inherits
      fc.array(fc.tuple(name, tie('value')), { maxLength: 4 }).map(pairs => Object.fromEntries(pairs)),
    ),
  }));
  fc.assert(
    fc.property(value, one => {
      expect(isClean(one)).toBe(structureFaults(one).length + textFaults(one).length === 0);
    }),
    { numRuns: 1_000 },
  );
});
