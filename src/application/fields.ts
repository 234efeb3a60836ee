import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  Validate,
  ValidateNested,
  ValidatorConstraint,
  type ValidationArguments,
  type ValidatorConstraintInterface,
} from 'class-validator';
import { isDay, parseInstant } from '../terms/times.js';

/** What a field accepts, once: class-validator's rules and the OpenAPI schema come from the same decorator. */
export interface FieldOptions {
  readonly optional?: true;
  readonly description?: string;
}

export const idPattern = /^[A-Za-z0-9-]{1,64}$/;

function field(
  { optional, description }: FieldOptions,
  schema: ApiPropertyOptions,
  ...rules: PropertyDecorator[]
): PropertyDecorator {
  const documented = { ...schema, required: !optional, ...(description ? { description } : {}) };
  return applyDecorators(
    ApiProperty(documented as ApiPropertyOptions),
    ...rules,
    optional ? IsOptional() : IsDefined({ message: '$property is missing' }),
  );
}

@ValidatorConstraint({ name: 'day' })
class DayRule implements ValidatorConstraintInterface {
  validate(value: unknown) {
    return typeof value === 'string' && isDay(value);
  }
  defaultMessage({ property }: ValidationArguments) {
    return `${property} must be a day of the calendar, YYYY-MM-DD, from 1900 to 2999`;
  }
}

@ValidatorConstraint({ name: 'instant' })
class InstantRule implements ValidatorConstraintInterface {
  validate(value: unknown) {
    return typeof value === 'string' && parseInstant(value) !== undefined;
  }
  defaultMessage({ property }: ValidationArguments) {
    return `${property} must be a time by RFC 3339 with its offset, from 1900 to 2999`;
  }
}

@ValidatorConstraint({ name: 'notMoreThan' })
class NotMoreThanRule implements ValidatorConstraintInterface {
  validate(value: unknown, { object, constraints }: ValidationArguments) {
    const limit = (object as Record<string, unknown>)[constraints[0] as string];
    return typeof value !== 'number' || typeof limit !== 'number' || value <= limit;
  }
  defaultMessage({ property, constraints }: ValidationArguments) {
    return `${property} must not be more than ${constraints[0] as string}`;
  }
}

/** JSON of at most 64 KiB: a corrected value, whose form the corrected entry's schema tells. */
@ValidatorConstraint({ name: 'jsonValue' })
class JsonValueRule implements ValidatorConstraintInterface {
  validate(value: unknown) {
    return value !== undefined && JSON.stringify(value).length <= 65_536;
  }
  defaultMessage({ property }: ValidationArguments) {
    return `${property} must be a JSON value of at most 64 KiB`;
  }
}

/** Letters, digits and `-`, at most 64. */
export const Id = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    options,
    { type: String, pattern: idPattern.source },
    Matches(idPattern, { message: '$property must be 1 to 64 letters, digits or -' }),
  );

export const Ids = (options: FieldOptions & { readonly most: number }): PropertyDecorator =>
  field(
    options,
    { type: [String], maxItems: options.most, uniqueItems: true },
    IsArray(),
    ArrayUnique(),
    ArrayMaxSize(options.most),
    Matches(idPattern, { each: true, message: 'each of $property must be 1 to 64 letters, digits or -' }),
  );

/** Free text; it will stand in `sensitive`. */
export const Text = (options: FieldOptions & { readonly most?: number } = {}): PropertyDecorator => {
  const most = options.most ?? 4000;
  return field(
    options,
    { type: String, minLength: 1, maxLength: most, pattern: '\\S' },
    IsString(),
    MinLength(1),
    MaxLength(most),
    Matches(/\S/, { message: '$property must not be blank' }),
  );
};

/** The SHA-256 of a document, in 64 lower-case hexadecimal digits. */
export const Sha256 = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    options,
    { type: String, pattern: '^[0-9a-f]{64}$' },
    Matches(/^[0-9a-f]{64}$/, { message: '$property must be 64 hexadecimal digits in lower case' }),
  );

/** One code of a catalogue. */
export const Code = (
  codes: readonly string[] | readonly number[],
  options: FieldOptions = {},
): PropertyDecorator =>
  field(
    options,
    { enum: [...codes], type: typeof codes[0] === 'number' ? 'integer' : 'string' } as ApiPropertyOptions,
    IsIn(codes, { message: `$property must be one of ${codes.join(', ')}` }),
  );

export const Codes = (
  codes: readonly string[],
  options: FieldOptions & { readonly least?: number } = {},
): PropertyDecorator => {
  const least = options.least ?? 0;
  return field(
    options,
    {
      type: 'array',
      items: { type: 'string', enum: [...codes] },
      minItems: least,
      uniqueItems: true,
    } as ApiPropertyOptions,
    IsArray(),
    ArrayMinSize(least),
    ArrayUnique(),
    IsIn(codes, { each: true, message: `each of $property must be one of ${codes.join(', ')}` }),
  );
};

export const DayField = (options: FieldOptions = {}): PropertyDecorator =>
  field(options, { type: String, format: 'date' }, Validate(DayRule));

export const InstantField = (options: FieldOptions = {}): PropertyDecorator =>
  field(options, { type: String, format: 'date-time' }, Validate(InstantRule));

export const Whole = (
  options: FieldOptions & { readonly from: number; readonly to: number },
): PropertyDecorator =>
  field(
    options,
    { type: 'integer', minimum: options.from, maximum: options.to } as ApiPropertyOptions,
    IsInt(),
    Min(options.from),
    Max(options.to),
  );

export const NotMoreThan = (other: string): PropertyDecorator => Validate(NotMoreThanRule, [other]);

export const Flag = (options: FieldOptions = {}): PropertyDecorator =>
  field(options, { type: Boolean }, IsBoolean());

export const AnyJson = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    options,
    {
      oneOf: ['string', 'number', 'boolean', 'array', 'object'].map(type =>
        type === 'array' ? { type, items: {} } : { type },
      ),
    } as ApiPropertyOptions,
    Validate(JsonValueRule),
  );

export const ListOf = (
  Item: new () => object,
  options: FieldOptions & { readonly least?: number; readonly most: number },
): PropertyDecorator =>
  field(
    options,
    { type: [Item], minItems: options.least ?? 0, maxItems: options.most },
    IsArray(),
    ArrayMinSize(options.least ?? 0),
    ArrayMaxSize(options.most),
    ValidateNested({ each: true }),
    Type(() => Item),
  );

export const One = (Item: new () => object, options: FieldOptions = {}): PropertyDecorator =>
  field(
    options,
    { type: Item },
    ValidateNested(),
    Type(() => Item),
  );
