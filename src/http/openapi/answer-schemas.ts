import { readFileSync } from 'node:fs';
import type { OpenAPIObject } from '@nestjs/swagger';

export type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
export type Schema = Schemas[string];

/** Everything that is answered, as scripts/answers.ts made it from the types in answers.ts. */
export const answerSchemas = JSON.parse(
  readFileSync(new URL('./answers.json', import.meta.url), 'utf8'),
) as Schemas;

export const hasProperty = (name: string, property: string): boolean => {
  const { properties = {} } = answerSchemas[name] as Exclude<Schema, { $ref: string }>;
  return property in properties;
};
