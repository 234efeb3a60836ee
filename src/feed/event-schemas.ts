import { readFileSync } from 'node:fs';
import { names } from '../event-codec/names.js';
import { staffFields } from '../event-codec/staff-fields.js';

/** A JSON Schema (draft-07). */
export type EventSchema = Readonly<Record<string, unknown>>;

/** One form of `data`: how the type is named in `type`, in a filter and in a path, and the schema's own name. */
export interface EventForm {
  readonly eventType: string;
  readonly type: string;
  readonly version: number;
  readonly dataschema: string;
}

/** `type` of an event in the feed. */
export const eventTypeOf = (type: string, version: number): string => `teilhabe.${type}.v${version}`;

/** `dataschema` of an event in the feed and `$id` of the schema: a name that holds wherever the server stands. */
export const dataSchemaOf = (type: string, version: number): string =>
  `urn:teilhabe:schema:${type}:${version}`;

/** Every type by its released name, in the order of the registry. */
export const feedTypes: readonly string[] = Object.values(names).map(({ name }) => name);

/** Every type in every version in which it was ever written. */
export const eventForms: readonly EventForm[] = Object.values(names).flatMap(
  ({ name: type, version: latest }) =>
    Array.from({ length: latest }, (_, earlier) => {
      const version = earlier + 1;
      return {
        eventType: eventTypeOf(type, version),
        type,
        version,
        dataschema: dataSchemaOf(type, version),
      };
    }),
);

const made = new Map<string, EventSchema>();

/** What the feed's `data` of a type looks like: as it is stored, without `sensitive` and without staff. */
export function eventSchema(type: string, version: string): EventSchema | undefined {
  const form = eventForms.find(one => one.type === type && String(one.version) === version);
  if (!form) return undefined;
  const known = made.get(form.dataschema) ?? openPart(form);
  made.set(form.dataschema, known);
  return known;
}

function openPart({ type, version, dataschema }: EventForm): EventSchema {
  const file = new URL(`../event-codec/schemas/${type}.v${version}.json`, import.meta.url);
  const { $schema, title, ...stored } = JSON.parse(readFileSync(file, 'utf8')) as EventSchema;
  const left = ['sensitive', ...staffFields];
  const properties = Object.entries((stored['properties'] ?? {}) as object).filter(
    ([name]) => !left.includes(name),
  );
  const required = ((stored['required'] ?? []) as readonly string[]).filter(name => !left.includes(name));
  return {
    ...{ $schema, $id: dataschema, title },
    ...stored,
    properties: Object.fromEntries(properties),
    required,
  };
}
