import fc from 'fast-check';
import { plain } from '../../src/event-codec/plain.js';

/** As it would be read from its text. */
const read = (value: object): unknown => JSON.parse(JSON.stringify(value));

class Made {
  readonly own = 1;
  get inherited(): number {
    return 2;
  }
}

it.each<[string, object]>([
  ['an instance of a class', { made: new Made() }],
  ['a date', { at: new Date(0) }],
  ['what says itself how it is written', { self: { toJSON: () => 'text' } }],
  ['what is not there', { gone: undefined, list: [undefined], work: () => 1, sign: Symbol('s') }],
  ['work in a list', { list: [() => 1] }],
  ['numbers that JSON lacks', { list: [NaN, Infinity, -0] }],
  ['boxed values', { list: [new Number(1), new String('a'), new Boolean(false)] }],
  ['a list with holes', { list: Object.assign([], { length: 3, 1: 'a' }) }],
  ['what is no list and no record', { map: new Map([[1, 2]]), set: new Set([1]), bytes: new Uint8Array(2) }],
  ['an own property called __proto__', JSON.parse('{"a": {"__proto__": {"b": 1}}}') as object],
  ['numbers for names', { b: 1, 2: 'two', 1: 'one' }],
])('%s is taken as its text would be read', (_, value) => {
  expect(plain(value)).toStrictEqual(read(value));
  expect(JSON.stringify(plain(value))).toBe(JSON.stringify(value));
});

it('what is no JSON at all is refused', () => {
  expect(() => plain({ big: 1n })).toThrow(TypeError);
});

it('any value is taken as its text would be read', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.anything({ maxDepth: 4, withDate: true })), value => {
      let expected: unknown;
      try {
        expected = read(value);
      } catch {
        return;
      }
      expect(plain(value)).toStrictEqual(expected);
      expect(JSON.stringify(plain(value))).toBe(JSON.stringify(expected));
    }),
    { numRuns: 1_000 },
  );
});
