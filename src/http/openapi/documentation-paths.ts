import type { OpenAPIObject } from '@nestjs/swagger';
import { status } from '../problem/statuses.js';
import { problemResponses } from './api-problems.js';
import { problemsOfPublicRoute } from './route-problems.js';

type Paths = OpenAPIObject['paths'];

const page = (
  operationId: string,
  summary: string,
  mediaType: string,
  schema: { readonly type: string },
) => ({
  get: {
    operationId,
    summary,
    tags: ['operations'],
    parameters: [],
    responses: {
      [status.ok]: {
        description: 'With an `ETag`, to ask whether it has changed.',
        content: { [mediaType]: { schema } },
      },
      [status.notModified]: { description: 'As it was: `If-None-Match` named it.' },
      ...Object.fromEntries(
        problemResponses(problemsOfPublicRoute()).map(({ status: of, ...response }) => [of, response]),
      ),
    },
  },
});

/** The two routes that describe the others and are no controller's. */
export const documentationPaths = (): Paths => ({
  '/openapi.json': page('readDescription', 'This description', 'application/json', { type: 'object' }),
  '/docs': page('browse', 'This description as a page to browse and to try it out', 'text/html', {
    type: 'string',
  }),
});
