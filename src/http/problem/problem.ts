import type { Fault } from '../../application/validation.js';
import { known, typeOf, type ProblemCode } from './statuses.js';

export const problemType = 'application/problem+json';

type Headers = Readonly<Record<string, string>>;

/** RFC 9457, with the code by itself and, where fields are at fault, all of them. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** The correlation id of the request as a URN: what to quote when asking about it. */
  readonly instance: string;
  readonly code: string;
  readonly errors?: readonly Fault[];
}

/** What is answered instead of success, before it is known for which request. */
export interface Answer {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors?: readonly Fault[];
  readonly headers?: Headers;
}

/** Thrown anywhere in the face. `detail` is read by the caller: it repeats nothing that was sent. */
export class Problem extends Error implements Answer {
  readonly status: number;
  readonly title: string;
  readonly errors?: readonly Fault[];
  readonly headers: Headers;

  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    more: { readonly errors?: readonly Fault[]; readonly headers?: Headers } = {},
  ) {
    super(`${code}: ${detail}`);
    this.name = 'Problem';
    const { status, title, retryAfter } = known(code);
    this.status = status;
    this.title = title;
    if (more.errors) this.errors = more.errors;
    this.headers = { ...(retryAfter && { 'retry-after': String(retryAfter) }), ...more.headers };
  }
}

export function detailsOf(answer: Answer, correlationId: string): ProblemDetails {
  const { title, status, detail, code, errors } = answer;
  const instance = `urn:uuid:${correlationId}`;
  return { type: typeOf(code), title, status, detail, instance, code, ...(errors && { errors }) };
}
