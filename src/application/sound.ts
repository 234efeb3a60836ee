import { getMetadataStorage, ValidationTypes, type ValidatorConstraintInterface } from 'class-validator';

export type Rules = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>;
type Rule = Rules[number];

interface Check {
  readonly validator: ValidatorConstraintInterface;
  readonly each: boolean;
  readonly constraints: unknown[];
}

/** The rules of one field. */
interface Field {
  readonly name: string;
  optional: boolean;
  nested: 'one' | 'each' | undefined;
  readonly checks: Check[];
}

const rulesByClass = new WeakMap<object, Rules>();
const fieldsByClass = new WeakMap<object, ReadonlyMap<string, Field> | null>();

/** The rules of an instance's class. Kept by class: looking them up goes through every class that has rules. */
export function rulesOf({ constructor }: object): Rules {
  const known = rulesByClass.get(constructor);
  if (known) return known;
  const rules = getMetadataStorage().getTargetValidationMetadatas(constructor, '', false, false);
  rulesByClass.set(constructor, rules);
  return rules;
}

/**
 * Whether nothing at all is wrong with an instance, by the rules of class-validator and the very functions that it
 * calls; without an error made for every field that might have had one. False may also mean that this cannot tell.
 */
export function isSound(instance: object): boolean {
  const fields = fieldsOf(instance);
  if (!fields) return false;
  for (const name in instance) if (Object.hasOwn(instance, name) && !fields.has(name)) return false;
  for (const field of fields.values()) if (!follows(instance, field)) return false;
  return true;
}

function follows(object: object, { name, optional, nested, checks }: Field): boolean {
  const value = (object as Readonly<Record<string, unknown>>)[name];
  if (optional && value === undefined) return true;
  // class-validator lets null pass as optional, which nothing else does
  if (value === null) return false;
  for (const { validator, each, constraints } of checks) {
    const args = { targetName: object.constructor.name, property: name, object, value, constraints };
    const all = each && Array.isArray(value) ? (value as readonly unknown[]) : [value];
    for (const one of all) if (validator.validate(one, args) !== true) return false;
  }
  if (nested === 'one') return isRecord(value) && isSound(value);
  if (nested === 'each') return Array.isArray(value) && value.every(one => isRecord(one) && isSound(one));
  return true;
}

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function fieldsOf(instance: object): ReadonlyMap<string, Field> | null {
  const known = fieldsByClass.get(instance.constructor);
  if (known !== undefined) return known;
  const fields = compiled(rulesOf(instance));
  fieldsByClass.set(instance.constructor, fields);
  return fields;
}

/** Null where there are no rules, or one of a kind that is not known here. */
function compiled(rules: Rules): ReadonlyMap<string, Field> | null {
  const fields = new Map<string, Field>();
  for (const rule of rules) {
    const name = rule.propertyName;
    const field = fields.get(name) ?? { name, optional: false, nested: undefined, checks: [] };
    fields.set(name, field);
    if (!addTo(field, rule)) return null;
  }
  return fields.size ? fields : null;
}

/** @returns false for a rule that is not known here */
function addTo(field: Field, rule: Rule): boolean {
  if (rule.validateIf || rule.groups?.length) return false;
  switch (rule.type) {
    case ValidationTypes.CONDITIONAL_VALIDATION:
      field.optional = true;
      return rule.name === 'isOptional';
    case ValidationTypes.NESTED_VALIDATION:
      if (field.nested) return false;
      field.nested = rule.each ? 'each' : 'one';
      return true;
    case ValidationTypes.CUSTOM_VALIDATION:
    case ValidationTypes.IS_DEFINED: {
      const found = getMetadataStorage().getTargetValidatorConstraints(rule.constraintCls);
      for (const { instance, async } of found) {
        if (async) return false;
        field.checks.push({ validator: instance, each: rule.each, constraints: rule.constraints });
      }
      return true;
    }
    default:
      return false;
  }
}
