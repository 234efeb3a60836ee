import { StoreUnavailable } from '../event-store.js';
import type { Address } from './connection.js';

/** A call was not answered in time. */
export class NoAnswer extends Error {
  constructor(milliseconds: number) {
    super(`no answer within ${milliseconds} ms`);
    this.name = 'NoAnswer';
  }
}

/** The line to the database was given up while the call was under way. */
export class LineCut extends Error {
  constructor(options?: ErrorOptions) {
    super('the connection was given up', options);
    this.name = 'LineCut';
  }
}

/** The database has left several calls in a row without an answer: nothing was sent. */
export class NotAnswering extends StoreUnavailable {
  constructor() {
    super('the event store does not answer');
    this.name = 'NotAnswering';
  }
}

/** The cluster names a node that may not be spoken to as the connection string has it: nothing was sent. */
export class UnsafePlace extends StoreUnavailable {
  constructor() {
    super(
      'the event store leads to another host than the loopback, for which EVENT_STORE must not say tls=false',
    );
    this.name = 'UnsafePlace';
  }
}

/** What an error of the client means for whoever made the call. */
export type Meaning =
  /** The stream is elsewhere than the append expected. */
  | { readonly is: 'conflict' }
  | { readonly is: 'no-stream' }
  /** Another node leads; nothing was done here. */
  | { readonly is: 'not-leader'; readonly leader: Address | undefined }
  /** A clear no: asking again changes nothing. */
  | { readonly is: 'refused'; readonly error: Error }
  /** Nothing clear. `mayBeDone` is false where the call certainly did not get there. */
  | { readonly is: 'trouble'; readonly mayBeDone: boolean };

/** gRPC's numbers. */
const code = {
  unknown: 2,
  permissionDenied: 7,
  resourceExhausted: 8,
  aborted: 10,
  unauthenticated: 16,
} as const;

/** Said by the client before anything was sent, or by a node that turns every call away. */
const notReached =
  /No connection established|Name resolution failed|Channel closed before call started|Channel has been shut down|channel has been closed|Failed to discover|Server Is Not Ready|Server Is Too Busy|Stream refused by server/i;
const tooLarge = /message exceeds|message larger/i;

/** Told by the error's own fields: its class may be that of another copy of the client. */
interface Fields {
  readonly type?: unknown;
  readonly code?: unknown;
  readonly leader?: unknown;
  readonly maxAppendSize?: unknown;
}

/** @param doing what was tried, as in "the user may not …" */
export function meaningOf(error: unknown, doing: string): Meaning {
  const { type, code: number, leader, maxAppendSize } = (error ?? {}) as Fields;
  const message = error instanceof Error ? error.message : String(error);
  if (type === 'wrong-expected-version') return { is: 'conflict' };
  if (type === 'stream-not-found') return { is: 'no-stream' };
  if (type === 'not-leader') return { is: 'not-leader', leader: leader as Address | undefined };
  if (
    type === 'maximum-append-size-exceeded' ||
    (number === code.resourceExhausted && tooLarge.test(message))
  )
    return refused(new TypeError(sizeFault(maxAppendSize), { cause: error }));
  if (type === 'access-denied' || number === code.permissionDenied || number === code.unauthenticated)
    return refused(denied(doing, number === code.unauthenticated, error));
  if (type === 'stream-deleted')
    return refused(new StoreUnavailable(`the event store cannot ${doing}: it was deleted`, { cause: error }));
  const notSent = error instanceof NotAnswering || error instanceof UnsafePlace || notReached.test(message);
  return { is: 'trouble', mayBeDone: !notSent };
}

/**
 * Whether the line to the database is of no more use: it broke, hangs, or leads to the wrong node. What a node says
 * of one call is no reason to end all others.
 */
export function spoilsLine(error: unknown): boolean {
  const meaning = meaningOf(error, '');
  if (meaning.is !== 'trouble') return meaning.is === 'not-leader';
  const { code: number } = (error ?? {}) as Fields;
  return number !== code.unknown && number !== code.aborted && !/too busy/i.test(String(error));
}

/** The error as the port promises it; what the port itself throws stays as it is. */
export function translated(error: unknown, doing: string): Error {
  if (error instanceof StoreUnavailable || error instanceof TypeError) return error;
  const meaning = meaningOf(error, doing);
  if (meaning.is === 'refused') return meaning.error;
  const reached = meaning.is !== 'trouble' || meaning.mayBeDone;
  return new StoreUnavailable(`the event store cannot ${reached ? `${doing} now` : 'be reached'}`, {
    cause: error,
  });
}

const refused = (error: Error): Meaning => ({ is: 'refused', error });

const sizeFault = (most: unknown): string =>
  `the events are larger than the event store takes at once${typeof most === 'number' ? ` (${most} bytes)` : ''}: ` +
  'MaxAppendSize of the database says how much it takes';

const denied = (doing: string, unknownUser: boolean, cause: unknown): StoreUnavailable =>
  new StoreUnavailable(
    unknownUser
      ? 'the event store does not accept the user or the password of EVENT_STORE'
      : `the user of EVENT_STORE may not ${doing}: it needs the right in the access control of the database`,
    { cause },
  );
