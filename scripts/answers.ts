/**
 * node scripts/answers.ts
 *
 * Writes src/http/openapi/answers.json: what the API answers, as schemas of the OpenAPI document, made from the types
 * in src/http/openapi/answers.ts.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createGenerator, type Schema } from 'ts-json-schema-generator';
import { OpenApiSchemas } from './answers/openapi-schema.ts';

const root = new URL('../', import.meta.url);
export const file = new URL('src/http/openapi/answers.json', root);

/** The text of the file as the types are now. */
export function schemasOfAnswers(): string {
  const generator = createGenerator({
    path: fileURLToPath(new URL('src/http/openapi/answers.ts', root)),
    tsconfig: fileURLToPath(new URL('tsconfig.json', root)),
    expose: 'export',
    jsDoc: 'extended',
    topRef: false,
    sortProps: false,
    skipTypeCheck: true,
  });
  const { definitions = {}, properties = {} } = generator.createSchema('Answers');
  const schemas = new OpenApiSchemas(definitions as Readonly<Record<string, Schema>>);
  for (const [name, schema] of Object.entries(properties)) schemas.add(name, schema as Schema);
  const sorted = [...schemas.components].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`;
}

if (import.meta.main) writeFileSync(file, schemasOfAnswers());
