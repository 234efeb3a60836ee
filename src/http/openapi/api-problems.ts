import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { problems, statusOf, type ProblemCode } from '../problem/statuses.js';
import { problemType } from '../problem/problem.js';
import { reject, rejectInput, rejectionCodes, type RejectionCode } from '../../terms/rejection.js';
import { ProblemAnswer } from './problem-answer.js';

const everywhere: readonly ProblemCode[] = [
  'bad-request',
  'bad-path',
  'bad-query',
  'unauthenticated',
  'forbidden',
  'not-found',
  'internal',
  'store-unavailable',
  'identity-unavailable',
  'shutting-down',
];

const ofCommands: readonly ProblemCode[] = [
  'malformed-json',
  'body-too-deep',
  'idempotency-key-invalid',
  'provider-may-not-decide',
  'revision-conflict',
  'precondition-failed',
  'body-too-large',
  'unsupported-media-type',
  'validation',
  'bad-text',
  'idempotency-key-reused',
];

/** Says of a route with which problems it answers, by status. */
export function ApiProblems(kind: 'command' | 'query', parameters: readonly string[] = []): MethodDecorator {
  const codes = new Map<number, string[]>();
  const add = (status: number, code: string) => codes.set(status, [...(codes.get(status) ?? []), code]);
  for (const code of everywhere) add(problems[code].status, code);
  for (const code of kind === 'command' ? ofCommands : (['view-behind'] as const)) add(problems[code].status, code);
  if (kind === 'command') {
    for (const code of rejectionCodes) {
      add(statusOf(reject(code, ''), parameters), code);
      if (inputFaults.includes(code)) add(statusOf(rejectInput(code, ''), []), code);
    }
  } else {
    for (const code of rejectionCodes.filter(isUnknown)) {
      const status = statusOf(reject(code, ''), parameters);
      if (status !== statusOf(reject(code, ''), [])) add(status, code);
    }
  }
  return applyDecorators(
    ApiExtraModels(ProblemAnswer),
    ...[...codes].map(([status, of]) =>
      ApiResponse({
        status,
        description: [...new Set(of)].join(', '),
        content: { [problemType]: { schema: { $ref: getSchemaPath(ProblemAnswer) } } },
      }),
    ),
  );
}

/** Codes that also say that the input is wrong whatever the history. */
const inputFaults: readonly RejectionCode[] = ['time-order', 'unknown-field', 'unknown-crisis', 'already-appointed'];

const isUnknown = (code: string): boolean => code.startsWith('unknown-');
