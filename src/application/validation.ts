import { plainToInstance, type ClassConstructor } from 'class-transformer';
import { validateSync, ValidationTypes, type ValidationError } from 'class-validator';
import { isSound, rulesOf } from './sound.js';

/** What is wrong with one field. `field` is a dotted path (`days.3.state`), empty for the whole. */
export interface Fault {
  readonly field: string;
  readonly problem: string;
}

export type Checked<T> =
  | { readonly instance: T; readonly faults?: undefined }
  | { readonly faults: readonly Fault[]; readonly instance?: undefined };

/**
 * An instance of `Class` made of parsed JSON, or every fault of it at once. Nothing is converted on the way: a
 * number is not a text, an unknown field is a fault and so is null for a field that may be left out.
 */
export function faultsOf<T extends object>(Class: ClassConstructor<T>, plain: unknown): Checked<T> {
  if (!isRecord(plain)) return { faults: [{ field: '', problem: 'must be an object' }] };
  const unsafe = isClean(plain) ? [] : [...structureFaults(plain), ...textFaults(plain)];
  if (unsafe.length) return { faults: unsafe };
  const instance = plainToInstance(Class, plain, {
    enableImplicitConversion: false,
    exposeDefaultValues: true,
  });
  if (isSound(instance)) return { instance };
  const faults = faultsIn(instance);
  return faults.length ? { faults } : { instance };
}

/** Every fault of an instance against the rules of its class, in the order of its fields. */
export const faultsIn = (instance: object): readonly Fault[] => [
  ...shapeFaults(instance, ''),
  ...ruleFaults(instance),
];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// Tab, line feed and carriage return are text; the other control characters are not.
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

const isCleanText = (text: string): boolean => text.isWellFormed() && !control.test(text);

const isForbidden = (name: string): boolean => name in Object.prototype || name === 'prototype';

/** Whether a value has neither structureFaults nor textFaults, told in one walk that names none. */
export function isClean(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(item => item !== null && isCleanItem(item));
  return Object.entries(value).every(
    ([name, item]) => !isForbidden(name) && isCleanText(name) && isCleanItem(item),
  );
}

const isCleanItem = (item: unknown): boolean =>
  typeof item === 'string' ? isCleanText(item) : isClean(item);

/** Texts and names that cannot be kept: with control characters or half a surrogate pair. */
export function textFaults(value: unknown): Fault[] {
  return [...places(value, '')].flatMap(place => {
    if (!isCleanText(place.name))
      return [{ field: place.parent, problem: 'has a name with forbidden characters' }];
    if (typeof place.value !== 'string' || isCleanText(place.value)) return [];
    return [{ field: place.field, problem: 'has forbidden characters' }];
  });
}

/** What no rule of a field would catch: a name that every object inherits, and null in a list. */
export function structureFaults(value: unknown): Fault[] {
  return [...places(value, '')].flatMap(({ field, name, value: item, inList }) => {
    if (inList) return item === null ? [{ field, problem: 'must not be null' }] : [];
    return isForbidden(name) ? [{ field, problem: 'should not exist' }] : [];
  });
}

interface Place {
  readonly field: string;
  readonly parent: string;
  readonly name: string;
  readonly value: unknown;
  readonly inList: boolean;
}

/** Everything below a value, each with its path. */
function* places(value: unknown, parent: string): Generator<Place> {
  if (typeof value !== 'object' || value === null) return;
  const inList = Array.isArray(value);
  for (const [name, item] of Object.entries(value) as [string, unknown][]) {
    const field = below(parent, name);
    yield { field, parent, name, value: item, inList };
    yield* places(item, field);
  }
}

const below = (path: string, key: string): string => (path ? `${path}.${key}` : key);

function ruleFaults(instance: object): Fault[] {
  if (rulesOf(instance).length === 0)
    return Object.keys(instance).map(field => ({ field, problem: 'should not exist' }));
  const errors = validateSync(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: false,
  });
  return errors.flatMap(error => flattened(error, ''));
}

function flattened(error: ValidationError, path: string): Fault[] {
  const field = below(path, error.property);
  const own = Object.values(error.constraints ?? {}).map(text => ({
    field,
    problem: withoutName(text, error.property),
  }));
  return [...own, ...(error.children ?? []).flatMap(child => flattened(child, field))];
}

function withoutName(text: string, property: string): string {
  const name = [`nested property ${property} `, `property ${property} `, `${property} `].find(n =>
    text.startsWith(n),
  );
  return name ? text.slice(name.length) : text;
}

/** Where class-validator is lenient: null passes as optional, a list as an object and an object as a list. */
function shapeFaults(instance: object, path: string): Fault[] {
  return Object.entries(instance).flatMap(([key, value]: [string, unknown]) => {
    const field = below(path, key);
    const own = rulesOf(instance).filter(rule => rule.propertyName === key);
    if (value === null && own.some(rule => rule.name === 'isOptional'))
      return [{ field, problem: 'must not be null' }];
    const nested = own.find(rule => rule.type === ValidationTypes.NESTED_VALIDATION);
    if (!nested) return [];
    if (!nested.each) return objectFaults(value, field);
    if (!Array.isArray(value)) return isRecord(value) ? [{ field, problem: 'must be a list' }] : [];
    return value.flatMap((item: unknown, index) => objectFaults(item, below(field, String(index))));
  });
}

function objectFaults(value: unknown, field: string): Fault[] {
  if (Array.isArray(value)) return [{ field, problem: 'must be an object' }];
  return isRecord(value) ? shapeFaults(value, field) : [];
}
