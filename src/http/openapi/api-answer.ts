import { applyDecorators } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { ApiIds } from './api-ids.js';
import { hasProperty } from './answer-schemas.js';
import { contentOf, type AnswerName } from './answer-content.js';
import { ApiProblems } from './api-problems.js';
import { problemsOfPublicRoute, problemsOfQuery, type ReadFrom } from './route-problems.js';

type Content = Readonly<
  Record<string, { readonly schema: { readonly $ref: string } | { readonly type: string } }>
>;

const told: Readonly<Record<ReadFrom, string>> = {
  views: 'As the view stands at `position`.',
  streams: 'As the record stands at this moment.',
};

const etag = {
  ETag: {
    description:
      'The revision in quotes, for `If-Match`; absent where the answer is none that can be built on.',
    schema: { type: 'string' },
  },
} as const;
const headersOf = (name: AnswerName) => (hasProperty(name, 'revision') ? { headers: etag } : {});

/**
 * Says of a route that reads what it answers, and with which problems.
 * @param parameters the names in its path
 * @param from where it reads: a view is waited for, a stream is not
 */
export const ApiAnswer = (
  name: AnswerName,
  parameters: readonly string[] = [],
  from: ReadFrom = 'views',
): MethodDecorator =>
  applyDecorators(
    ApiOkResponse({ description: told[from], ...headersOf(name), content: contentOf(name) }),
    ApiIds(parameters),
    ApiProblems(problemsOfQuery(parameters, from)),
  );

/** Says of a route that is served without a token what it answers. */
export const ApiPublicAnswer = (description: string, content: Content): MethodDecorator =>
  applyDecorators(ApiProblems(problemsOfPublicRoute()), ApiOkResponse({ description, content }));
