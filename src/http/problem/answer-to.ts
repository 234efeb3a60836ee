import { HttpException } from '@nestjs/common';
import { AccessLogUnavailable } from '../../access-log/access-log.js';
import { IdempotencyKeyReused, InvalidInput, PreconditionFailed } from '../../application/command-errors.js';
import { mayBeDone, Refused, setbackIn, type Setback } from '../../application/refused.js';
import { IdentityUnavailable, InvalidToken } from '../../identity/invalid-token.js';
import { BadCursor } from '../../views/cursor.js';
import { ViewBehind } from '../../views/freshness.js';
import { Problem, type Answer } from './problem.js';
import { codeForStatus, statusOf } from './statuses.js';

/** The answer to an error; `undefined` for one that is a bug. `pathParameters` are the names in the route's path. */
export function answerTo(error: unknown, pathParameters: readonly string[]): Answer | undefined {
  if (error instanceof Problem) return error;
  if (error instanceof Refused) return refusal(error, pathParameters);
  if (error instanceof InvalidToken) {
    return new Problem('unauthenticated', 'The token is not accepted.', {
      headers: { 'www-authenticate': 'Bearer realm="teilhabe", error="invalid_token"' },
    });
  }
  if (error instanceof AccessLogUnavailable)
    return new Problem('access-log-unavailable', 'What cannot be logged is not told. Try again later.');
  if (error instanceof IdentityUnavailable) {
    return new Problem('identity-unavailable', 'The identity provider does not answer. Try again later.');
  }
  const setback = setbackIn(error);
  if (setback) return new Problem(setback, mayBeDone(error) ? unknownOutcome : setbacks[setback]);
  return commandAnswer(error) ?? queryAnswer(error) ?? frameworkAnswer(error);
}

const setbacks: Readonly<Record<Setback, string>> = {
  'revision-conflict': 'Others have written to the same history. Read it again and retry.',
  'store-unavailable': 'This request wrote nothing. Send it again later.',
};

const unknownOutcome =
  'It may have been written or not. Send the same command with the same Idempotency-Key again to find out.';

function commandAnswer(error: unknown): Answer | undefined {
  if (error instanceof InvalidInput) {
    return new Problem('validation', 'Fields are missing or wrong; errors names each of them.', {
      errors: error.faults,
    });
  }
  if (error instanceof PreconditionFailed) {
    return new Problem(
      'precondition-failed',
      `The revision is ${error.actual}. Read it again and decide anew.`,
    );
  }
  if (error instanceof IdempotencyKeyReused) {
    return new Problem(
      'idempotency-key-reused',
      'The key was used before with another body. Take a new one.',
    );
  }
  return undefined;
}

function queryAnswer(error: unknown): Answer | undefined {
  if (error instanceof ViewBehind)
    return new Problem('view-behind', 'The view did not get there in time. Ask again.');
  if (error instanceof BadCursor)
    return new Problem('bad-query', 'Parameters of the query are wrong.', {
      errors: [{ field: 'cursor', problem: 'is none of this list' }],
    });
  return undefined;
}

function refusal({ rejection }: Refused, pathParameters: readonly string[]): Answer {
  const { code, detail } = rejection;
  const words = code.replaceAll('-', ' ');
  return {
    status: statusOf(rejection, pathParameters),
    code,
    title: words[0]!.toUpperCase() + words.slice(1),
    detail,
  };
}

/** Errors of Nest and Fastify are known by their status only: their messages may repeat what was sent. */
function frameworkAnswer(error: unknown): Answer | undefined {
  const given = error instanceof HttpException ? error.getStatus() : fastifyStatus(error);
  if (given === undefined) return undefined;
  const code = codeForStatus(given);
  return code === 'internal'
    ? undefined
    : new Problem(code, details[code] ?? 'The request cannot be answered.');
}

function fastifyStatus(error: unknown): number | undefined {
  return error instanceof Error && error.name === 'FastifyError' && 'statusCode' in error
    ? Number(error.statusCode)
    : undefined;
}

const details: Readonly<Record<string, string>> = {
  'not-found': 'There is nothing under this path.',
  forbidden: 'The caller may not do this.',
  'body-too-large': 'The body is larger than this server accepts.',
  'unsupported-media-type': 'Send the body as application/json in UTF-8.',
};
