import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { problemType } from '../problem/problem.js';
import { problems, type ProblemCode } from '../problem/statuses.js';
import { contentOf } from './answer-content.js';
import { examplesOf } from './problem-examples.js';
import type { RouteProblems } from './route-problems.js';

const statusOf = (code: ProblemCode): number => problems[code].status;

const challenge = {
  'WWW-Authenticate': {
    description: 'Bearer, and what is wrong with the token.',
    schema: { type: 'string' },
  },
} as const;
const patience = {
  'Retry-After': { description: 'Seconds to wait before trying again.', schema: { type: 'integer' } },
} as const;

/** What is answered beside the problem itself. */
const headersWith = (status: number) => {
  if (status === statusOf('unauthenticated')) return { headers: challenge };
  return status === statusOf('store-unavailable') ? { headers: patience } : {};
};

/** The problems of a route as responses: the codes of each status in words, and each code as an example. */
export const problemResponses = (answered: RouteProblems) =>
  [...answered].map(([status, codes]) => ({
    status,
    description: [...codes].map(code => `\`${code}\``).join(', '),
    ...headersWith(status),
    content: contentOf('ProblemAnswer', problemType, examplesOf(status, codes)),
  }));

/** Says of a route with which problems it answers. */
export const ApiProblems = (answered: RouteProblems): MethodDecorator =>
  applyDecorators(...problemResponses(answered).map(response => ApiResponse(response)));
