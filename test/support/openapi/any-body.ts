import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type { Description, Schema } from './description.js';

type Fields = Readonly<Record<string, Schema>>;

const words = fc.constantFrom('ein Satz', 'noch einer', 'x');
const id = fc.constantFrom('an-id', '0', 'A-1');

/** Any value of the form that a schema of a request describes. */
export function anyOf(description: Description, given: Schema): Arbitrary<unknown> {
  const schema = description.resolved(given);
  if (schema['enum']) return fc.constantFrom(...(schema['enum'] as unknown[]));
  switch (schema['type']) {
    case 'object':
      return anyObject(description, schema);
    case 'array':
      return fc.uniqueArray(anyOf(description, schema['items'] as Schema), {
        minLength: Number(schema['minItems'] ?? 0),
        maxLength: 3,
        selector: item => JSON.stringify(item),
      });
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: Number(schema['minimum']), max: Number(schema['maximum']) });
    case 'number':
      return fc.double({ min: Number(schema['minimum']), max: Number(schema['maximum']), noNaN: true });
    case 'string':
      return anyText(schema);
    default:
      return fc.constantFrom<unknown>('2026-05-01', 3, true, [], {});
  }
}

function anyText(schema: Schema): Arbitrary<string> {
  if (schema['format'] === 'date') return fc.constantFrom('2026-04-01', '2026-05-04', '2024-02-29');
  if (schema['format'] === 'date-time')
    return fc.constantFrom('2026-05-04T09:30:00+02:00', '2026-05-04T07:30:00Z');
  if (schema['pattern'] === '^[0-9a-f]{64}$') return fc.constantFrom('0'.repeat(64), 'af'.repeat(32));
  return schema['maxLength'] === undefined ? id : words;
}

function anyObject(description: Description, schema: Schema): Arbitrary<unknown> {
  const required = (schema['required'] ?? []) as string[];
  const fields = Object.entries((schema['properties'] ?? {}) as Fields);
  return fc.record(Object.fromEntries(fields.map(([name, field]) => [name, anyOf(description, field)])), {
    requiredKeys: required,
  });
}
