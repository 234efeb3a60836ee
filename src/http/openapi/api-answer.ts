import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOkResponse } from '@nestjs/swagger';
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

export const purposeParameter = {
  name: 'Access-Purpose',
  required: false,
  description:
    'What this is read for, as it is kept in the access log. Without it, the work on the case; an auditor must say.',
  schema: { type: 'string', minLength: 1, maxLength: 500 },
} as const;

/**
 * Says of a route that reads what it answers, and with which problems.
 * @param parameters the names in its path
 * @param from where it reads: a view is waited for, a stream is not
 * @param logged whether a read can be logged, as all are that tell of a case or are an auditor's
 */
export const ApiAnswer = (
  name: AnswerName,
  parameters: readonly string[] = [],
  from: ReadFrom = 'views',
  logged = true,
): MethodDecorator =>
  applyDecorators(
    ApiOkResponse({ description: told[from], ...headersOf(name), content: contentOf(name) }),
    ApiIds(parameters),
    ...(logged ? [ApiHeader(purposeParameter)] : []),
    ApiProblems(problemsOfQuery(parameters, from, logged)),
  );

/** Says of a route that is served without a token what it answers. */
export const ApiPublicAnswer = (description: string, content: Content): MethodDecorator =>
  applyDecorators(ApiProblems(problemsOfPublicRoute()), ApiOkResponse({ description, content }));
