import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { answerSchemas, type Schema, type Schemas } from './answer-schemas.js';
import { documentationPaths } from './documentation-paths.js';
import { problemExamples } from './problem-examples.js';

const description = `
The record of participation in publicly funded measures: what happened, when, who knew it when, and who did what
about it. Commands are POSTs to what they concern and answer a receipt; everything else is read.

- Every answer that is no success is a problem (RFC 9457) with a stable \`code\`; \`docs/refusals.md\` explains each.
- A receipt's \`position\`, sent as \`min-position\`, makes a later read wait until it shows what was recorded.
- \`X-Correlation-Id\`, a UUID, is kept with what a request records, and answered; without one it is made.
- Each GET answers HEAD as well. A path asked with another method is answered 405 (\`method-not-allowed\`), and one
  that does not exist 404 (\`not-found\`).
`;

const tags: readonly (readonly [name: string, description: string])[] = [
  ['clients', 'Clients under their pseudonyms, their mandates and their advisers'],
  ['offices', 'Offices, the state whose holidays they keep, and deputies'],
  ['rulebooks', 'Dated parameters: deadlines, thresholds, what the law allows'],
  ['providers', 'Who runs measures'],
  ['measures', 'Measures, and how their places are used'],
  ['participations', 'From offer to outcome'],
  ['provider-cases', 'Disputes about the quality of a provider, from observation to closing'],
  ['work', 'What happened and what waits, across all clients of the caller'],
  ['figures', 'Providers and offices in numbers, always with n'],
  ['feed', 'The log for those downstream, and what its events look like'],
  ['data protection', 'Who read whose case'],
  ['operations', 'For those who run this server'],
];

/** A field that takes any JSON is left open: generators make a class of a choice between kinds, and no text fits it. */
const open = (property: Schema): Schema =>
  'oneOf' in property ? { description: `Any JSON. ${property.description ?? ''}` } : property;

/** What a body may hold, and no other field. */
const closed = (schemas: Schemas): Schemas =>
  Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const { properties = {}, ...rest } = schema as Exclude<Schema, { $ref: string }>;
      const opened = Object.entries(properties).map(([field, property]) => [field, open(property)]);
      return [name, { ...rest, properties: Object.fromEntries(opened), additionalProperties: false }];
    }),
  );

/** The whole API as OpenAPI 3.0, which every generator of clients reads. */
export function apiDocument(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.0.3')
    .setTitle('Teilhabe')
    .setVersion('1')
    .setDescription(description.trim())
    .setLicense('EUPL-1.2', 'https://spdx.org/licenses/EUPL-1.2.html')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' });
  for (const [name, about] of tags) builder.addTag(name, about);
  const { servers: _, ...document } = SwaggerModule.createDocument(app, builder.build(), {
    autoTagControllers: false,
  });
  const bodies = document.components?.schemas ?? {};
  const paths = { ...document.paths, ...documentationPaths() };
  return {
    ...document,
    paths,
    components: {
      ...document.components,
      examples: problemExamples(paths),
      schemas: { ...closed(bodies), ...answerSchemas },
    },
  };
}
