import { types } from 'node:util';
import type { Json, JsonObject } from '../event-store/event-store.js';

/** A value as JSON keeps it: a copy without what JSON drops. It is what its text would be read as. */
export function plain(value: object): JsonObject {
  const copy = copyOf(value);
  return (copy === unusual ? JSON.parse(JSON.stringify(value)) : copy) as JsonObject;
}

/** Stands for what only JSON itself knows how to write. */
const unusual = Symbol('unusual');

/** Undefined for what an object drops; `unusual` where the whole has to be written and read. */
function copyOf(value: unknown): Json | undefined | typeof unusual {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value + 0 : null;
    case 'undefined':
      return undefined;
    case 'object':
      if (value === null) return null;
      return Array.isArray(value) ? listOf(value) : objectOf(value as Readonly<Record<string, unknown>>);
    default:
      return unusual;
  }
}

function listOf(list: readonly unknown[]): Json | typeof unusual {
  const copy: Json[] = [];
  for (const item of list) {
    const one = copyOf(item);
    if (one === unusual) return unusual;
    copy.push(one ?? null);
  }
  return copy;
}

function objectOf(object: Readonly<Record<string, unknown>>): Json | typeof unusual {
  if (typeof object['toJSON'] === 'function' || types.isBoxedPrimitive(object)) return unusual;
  const copy: Record<string, Json> = {};
  for (const name of Object.keys(object)) {
    if (name === '__proto__') return unusual;
    const one = copyOf(object[name]);
    if (one === unusual) return unusual;
    if (one !== undefined) copy[name] = one;
  }
  return copy;
}
