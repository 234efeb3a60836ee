import type { ValidateFunction } from 'ajv';
import { compiled } from '../../event-codec/json-schema.js';
import type { Dossier, Manifest, ToldEvent } from '../dossier.js';
import { schemaText, type SchemaName } from '../files.js';

interface Formats {
  dossier: Dossier;
  event: ToldEvent;
  manifest: Manifest;
}

const validators = new Map<SchemaName, ValidateFunction>();

function validator(name: SchemaName): ValidateFunction {
  const validate = validators.get(name) ?? compiled(schemaText(name));
  validators.set(name, validate);
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
