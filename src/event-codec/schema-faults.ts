import { readFileSync } from 'node:fs';
import type { ErrorObject, ValidateFunction } from 'ajv';
import type { DomainEventType } from './domain-event.js';
import { compiled } from './json-schema.js';
import { names } from './names.js';

/** `field` is a dotted path, `sensitive.note` or `days.0.day`; `problem` never repeats the value. */
export interface SchemaFault {
  readonly field: string;
  readonly problem: string;
}

const formats: Readonly<Record<string, string>> = {
  date: 'a day (YYYY-MM-DD)',
  'date-time': 'an instant (RFC 3339 in UTC with milliseconds)',
};
const validators = new Map<string, ValidateFunction>();

/** Compiled when first asked for: a process that only reads never needs one. */
function validator(schema: string): ValidateFunction {
  const known = validators.get(schema);
  if (known) return known;
  const text = readFileSync(new URL(`./schemas/${schema}.json`, import.meta.url), 'utf8');
  const validate = compiled(text);
  validators.set(schema, validate);
  return validate;
}

function fault({ instancePath, keyword, message = 'is not valid', params }: ErrorObject): SchemaFault {
  const path = instancePath
    .split('/')
    .slice(1)
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const at = (problem: string, ...child: readonly unknown[]) => ({
    field: [...path, ...child].join('.'),
    problem,
  });
  switch (keyword) {
    case 'required':
      return at('is missing', params['missingProperty']);
    case 'additionalProperties':
      return at('is not known here', params['additionalProperty']);
    case 'enum':
      return at(`must be one of ${(params['allowedValues'] as readonly unknown[]).join(', ')}`);
    case 'const':
      return at(`must be ${String(params['allowedValue'])}`);
    case 'format':
      return at(`must be ${formats[params['format'] as string]}`);
    default:
      return at(message);
  }
}

function faults(schema: string, value: unknown): readonly SchemaFault[] {
  const validate = validator(schema);
  return validate(value) ? [] : (validate.errors ?? []).map(fault);
}

/** Every fault of an event's data (with `sensitive` beside its fields) against today's schema of its type. */
export function schemaFaults(type: DomainEventType, data: unknown): readonly SchemaFault[] {
  const { name, version } = names[type];
  return faults(`${name}.v${version}`, data);
}

/** Every fault of an event's metadata. */
export const metadataFaults = (metadata: unknown): readonly SchemaFault[] => faults('metadata', metadata);
