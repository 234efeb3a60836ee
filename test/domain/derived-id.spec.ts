import fc from 'fast-check';
import { v5 } from 'uuid';
import { nameBased } from '../../src/application/derived-id.js';

it('an id derives from its name as version 5 of RFC 9562 says', () => {
  // the example of the standard
  expect(nameBased('www.example.com', '6ba7b810-9dad-11d1-80b4-00c04fd430c8')).toBe(
    '2ed6657d-e927-568b-95e1-2665a8aea6a2',
  );
  fc.assert(
    fc.property(fc.uuid(), fc.string({ unit: 'grapheme' }), (namespace, name) => {
      expect(nameBased(name, namespace)).toBe(v5(name, namespace));
      expect(nameBased(name, namespace.toUpperCase())).toBe(v5(name, namespace));
    }),
    { numRuns: 500 },
  );
});

it.each(['', 'a', '6ba7b810-9dad-11d1-80b4-00c04fd430c', '6ba7b810-9dad-11d1-80b4-00c04fd430cg'])(
  'nothing derives from %p',
  namespace => {
    expect(() => nameBased('a', namespace)).toThrow(TypeError);
  },
);
