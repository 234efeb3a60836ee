import { Ajv, type AnySchemaObject, type ValidateFunction } from 'ajv';
import { epochOf, isDay, toInstant } from '../terms/times.js';

const ajv = new Ajv({
  allErrors: true,
  strict: true,
  formats: {
    date: isDay,
    'date-time': (text: string) => !Number.isNaN(epochOf(text)) && toInstant(epochOf(text)) === text,
  },
});

/** The check that a JSON Schema describes, with days and instants as the record writes them. All faults are told. */
export const compiled = (schema: string): ValidateFunction =>
  ajv.compile(JSON.parse(schema) as AnySchemaObject);
