import type { CommandName } from '../../application/commands.js';
import {
  reject,
  rejectInput,
  rejectionCodes,
  type Rejection,
  type RejectionCode,
} from '../../terms/rejection.js';
import { writes } from '../authorisation/access.js';
import { problems, statusOf, type ProblemCode } from '../problem/statuses.js';
import { refusals } from './refusals.js';

/** Status → the codes that a route answers with it. */
export type RouteProblems = ReadonlyMap<number, ReadonlySet<ProblemCode | RejectionCode>>;

/** What can go wrong with any request, on its way to a route or there. */
const anywhere: readonly ProblemCode[] = [
  'bad-request',
  'bad-path',
  'bad-query',
  'request-timeout',
  'body-too-large',
  'unsupported-media-type',
  'expectation-failed',
  'headers-too-large',
  'internal',
  'shutting-down',
];
const withToken: readonly ProblemCode[] = [
  'unauthenticated',
  'forbidden',
  'identity-unavailable',
  'store-unavailable',
];
const whenLogged: readonly ProblemCode[] = ['purpose-invalid', 'purpose-required', 'access-log-unavailable'];
const withBody: readonly ProblemCode[] = [
  'malformed-json',
  'body-too-deep',
  'idempotency-key-invalid',
  'revision-conflict',
  'precondition-failed',
  'validation',
  'bad-text',
  'idempotency-key-reused',
];

/** What a route tells that reads from a view waits for it; what it reads from a stream does not. */
export type ReadFrom = 'views' | 'streams';

export const problemsOfPublicRoute = (): RouteProblems => gathered(anywhere, [], []);

/**
 * @param parameters the names in the route's path
 * @param logged whether a read can be logged
 */
export function problemsOfQuery(
  parameters: readonly string[],
  from: ReadFrom,
  logged = false,
): RouteProblems {
  const behind: readonly ProblemCode[] = from === 'views' ? ['view-behind'] : [];
  const unknown = rejectionCodes
    .filter(code => code.startsWith('unknown-'))
    .map(code => reject(code, ''))
    .filter(rejection => statusOf(rejection, parameters) !== statusOf(rejection, []));
  const codes = [...anywhere, ...withToken, ...behind, ...withParameters(parameters)];
  return gathered(logged ? [...codes, ...whenLogged] : codes, unknown, parameters);
}

/** The feed is told in two media types, and a cursor may name what a restored log lacks. */
export const problemsOfFeed = (): RouteProblems =>
  gathered([...anywhere, ...withToken, 'not-acceptable', 'cursor-gone'], [], []);

/** An operator's request with a body: it is no command, so nothing is recorded under a key or a revision. */
export const problemsOfOperation = (...more: readonly ProblemCode[]): RouteProblems =>
  gathered(
    [
      ...anywhere,
      ...withToken,
      'provider-may-not-decide',
      'malformed-json',
      'body-too-deep',
      'validation',
      'bad-text',
      ...more,
    ],
    [],
    [],
  );

/** @param parameters the names in the route's path; a command without any makes something */
export function problemsOfCommand(command: CommandName, parameters: readonly string[]): RouteProblems {
  const office: readonly ProblemCode[] = 'provider' in writes[command] ? [] : ['provider-may-not-decide'];
  // Whether an idempotency key was used for something else that was made is asked of a view.
  const behind: readonly ProblemCode[] = parameters.length ? [] : ['view-behind'];
  const codes = [...anywhere, ...withToken, ...withBody, ...office, ...behind, ...withParameters(parameters)];
  const { refused, input = [] } = refusals[command];
  const rejections = [
    ...refused.map(code => reject(code, '')),
    ...['time-order' as const, ...input].map(code => rejectInput(code, '')),
  ];
  return gathered(codes, rejections, parameters);
}

/** What cannot be an id is under no path. */
const withParameters = ({ length }: readonly string[]): readonly ProblemCode[] =>
  length ? ['not-found'] : [];

function gathered(
  codes: readonly ProblemCode[],
  rejections: readonly Rejection[],
  parameters: readonly string[],
): RouteProblems {
  const answers = [
    ...codes.map(code => [problems[code].status, code] as const),
    ...rejections.map(rejection => [statusOf(rejection, parameters), rejection.code] as const),
  ].toSorted(([a], [b]) => a - b);
  const byStatus = Map.groupBy(answers, ([status]) => status);
  return new Map([...byStatus].map(([status, of]) => [status, new Set(of.map(([, code]) => code))]));
}
