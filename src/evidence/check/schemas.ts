import { Ajv, type AnySchemaObject, type ValidateFunction } from 'ajv';
import { epochOf, isDay, toInstant } from '../../terms/times.js';
import type { Dossier, Manifest, ToldEvent } from '../dossier.js';
import { schemaText, type SchemaName } from '../files.js';

interface Formats {
  dossier: Dossier;
  event: ToldEvent;
  manifest: Manifest;
}

const ajv = new Ajv({
  allErrors: true,
  strict: true,
  formats: {
    date: isDay,
    'date-time': (text: string) => !Number.isNaN(epochOf(text)) && toInstant(epochOf(text)) === text,
  },
});
const compiled = new Map<SchemaName, ValidateFunction>();

function validator(name: SchemaName): ValidateFunction {
  const validate = compiled.get(name) ?? ajv.compile(JSON.parse(schemaText(name)) as AnySchemaObject);
  compiled.set(name, validate);
  return validate;
}

/** A JSON text as what the schema says it is; every fault of it is told, after the name of its place. */
export function parsed<Name extends SchemaName>(
  name: Name,
  text: string,
  place: string,
  faults: string[],
): Formats[Name] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    faults.push(`${place}: is not JSON`);
    return undefined;
  }
  const validate = validator(name);
  if (validate(value)) return value as Formats[Name];
  for (const { instancePath, message } of validate.errors ?? [])
    faults.push(`${place}: ${instancePath || '/'} ${message ?? 'is not valid'}`);
  return undefined;
}
