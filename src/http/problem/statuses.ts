import { STATUS_CODES } from 'node:http';
import type { Rejection } from '../../terms/rejection.js';

/** The only file with HTTP status numbers. */
export const status = {
  ok: 200,
  notModified: 304,
  serviceUnavailable: 503,
} as const;

interface Known {
  readonly status: number;
  readonly title: string;
  /** Seconds after which trying again makes sense. */
  readonly retryAfter?: number;
}

/** What the face itself answers instead of success. A code, once released, keeps its meaning. */
export const problems = {
  'malformed-json': { status: 400, title: 'The body is not JSON' },
  'body-too-deep': { status: 400, title: 'The body is nested too deeply' },
  'bad-path': { status: 400, title: 'The path is not in its plain form' },
  'bad-query': { status: 400, title: 'The query is not understood' },
  'bad-request': { status: 400, title: 'The request is not understood' },
  'idempotency-key-invalid': { status: 400, title: 'The idempotency key is not usable' },
  'purpose-invalid': { status: 400, title: 'The purpose is not usable' },
  'purpose-required': { status: 400, title: 'A purpose is needed' },
  unauthenticated: { status: 401, title: 'A valid token is needed' },
  forbidden: { status: 403, title: 'This is not allowed to the caller' },
  'provider-may-not-decide': { status: 403, title: 'Only the office may decide this' },
  'not-found': { status: 404, title: 'There is no such thing' },
  'method-not-allowed': { status: 405, title: 'The method does not apply here' },
  'not-acceptable': { status: 406, title: 'There is no such representation' },
  'request-timeout': { status: 408, title: 'The request came too slowly' },
  'revision-conflict': { status: 409, title: 'Others have written at the same time' },
  'policies-running': { status: 409, title: 'The policies do not stand still' },
  'cursor-gone': { status: 410, title: 'The log has no longer what the cursor names' },
  'precondition-failed': { status: 412, title: 'It has changed since it was read' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body must be application/json' },
  'expectation-failed': { status: 417, title: 'The expectation cannot be met' },
  validation: { status: 422, title: 'Fields are missing or wrong' },
  'bad-text': { status: 422, title: 'A text has characters that cannot be kept' },
  'idempotency-key-reused': { status: 422, title: 'The idempotency key was used for something else' },
  'headers-too-large': { status: 431, title: 'The headers are too large' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  'view-behind': { status: 503, title: 'The view has not caught up yet', retryAfter: 1 },
  'store-unavailable': { status: 503, title: 'The store cannot be reached', retryAfter: 5 },
  'access-log-unavailable': { status: 503, title: 'The read cannot be logged', retryAfter: 5 },
  'identity-unavailable': { status: 503, title: 'Tokens cannot be checked', retryAfter: 5 },
  'shutting-down': { status: 503, title: 'The server is closing', retryAfter: 5 },
} as const satisfies Record<string, Known>;

export type ProblemCode = keyof typeof problems;

export const known = (code: ProblemCode): Known => problems[code];

/** The stable `type` of a problem. */
export const typeOf = (code: string): string => `urn:teilhabe:problem:${code}`;

/** The code for an error of the framework, of which no more is known than its status. */
export function codeForStatus(given: number): ProblemCode {
  if (given >= 400 && given < 500) {
    return (
      (Object.keys(problems) as ProblemCode[]).find(
        code => generic.has(code) && problems[code].status === given,
      ) ?? 'bad-request'
    );
  }
  return 'internal';
}

const generic = new Set<ProblemCode>([
  'unauthenticated',
  'forbidden',
  'not-found',
  'method-not-allowed',
  'not-acceptable',
  'request-timeout',
  'precondition-failed',
  'body-too-large',
  'unsupported-media-type',
  'expectation-failed',
  'headers-too-large',
]);

/**
 * The domain's no: 404 where the path itself names what is unknown (`unknown-measure` under `:measureId`), 422
 * where the input is wrong whatever the history, else 409.
 */
export function statusOf(rejection: Rejection, pathParameters: readonly string[]): number {
  const unknown = /^unknown-(.+)$/.exec(rejection.code)?.[1];
  const words = unknown === 'entry' ? 'event' : unknown; // an entry is an event of the log, and so its parameter says
  const parameter = words && `${words.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())}Id`;
  if (parameter && pathParameters.includes(parameter)) return 404;
  return rejection.input ? 422 : 409;
}

export const reasonPhrase = (given: number): string => STATUS_CODES[given] ?? 'Error';
