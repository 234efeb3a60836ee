import type { Role } from '../terms/actor.js';
import type { Instant } from '../terms/times.js';

/** Who read: a pseudonym, the role acted in, and the office or provider acted for. */
export interface Reader {
  readonly subject: string;
  readonly role: Role;
  readonly organisation: string | null;
}

/** Whom an answer told of, by their ids, each once. */
export interface Told {
  readonly participationIds: readonly string[];
  readonly clientIds: readonly string[];
  /** Provider cases. */
  readonly caseIds: readonly string[];
}

/** One answer that told of persons. */
export interface CaseRead extends Told {
  readonly at: Instant;
  readonly reader: Reader;
  /** The operation's id in the API's description, or the command of the command line. */
  readonly operation: string;
  /** In the reader's words; null where it is the work on the case that the reader's role is for. */
  readonly purpose: string | null;
  /** Whose reads were asked for, where this read was one of this log itself. */
  readonly aboutReader: string | null;
}

/** A read as it stands in the log. `id` is its place there: 16 digits, dense from 1. */
export interface LoggedRead extends CaseRead {
  readonly id: string;
}

/** Which reads are asked for: those that told of any of these ids, by one reader, from a moment on, before another. */
export interface ReadsOf extends Partial<Told> {
  readonly reader?: string;
  readonly from?: Instant;
  readonly to?: Instant;
}

/** Where a list goes on: before this id, at most so many. */
export interface Part {
  readonly before?: string;
  readonly limit: number;
}

/** What a read can be for: 1 to 500 characters that can be seen, and not only blanks. */
export const isPurpose = (text: string): boolean => /^\P{C}{1,500}$/u.test(text) && text.trim() !== '';

/** The log cannot be written or read: what was to be logged must not be told. */
export class AccessLogUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AccessLogUnavailable';
  }
}

/** Who read whose case, when and for what. It serves data protection only; nothing in it is ever changed. */
export abstract class AccessLog {
  /** Resolves when the read is on the disk. @throws AccessLogUnavailable */
  abstract append(read: CaseRead): Promise<void>;

  /** The newest first. @throws AccessLogUnavailable */
  abstract reads(of: ReadsOf, part: Part): Promise<readonly LoggedRead[]>;

  /** Ends what waits, then gives the log free; a second call does nothing. */
  abstract close(): Promise<void>;
}
