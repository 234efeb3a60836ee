import { AccessLogUnavailable } from '../access-log/access-log.js';
import { InvalidConfig } from '../config.js';
import { StoreUnavailable } from '../event-store/event-store.js';
import { DirectoryLocked } from '../event-store/sqlite/directory-lock.js';
import { StoreFormatTooNew } from '../event-store/store-format.js';
import { AnotherNodeLeads } from '../nodes/leadership.js';
import { exitCodes, type ExitCode } from './exit-codes.js';

/** Why a command cannot be done, for people to read, with the exit code that says so to programs. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly exitCode: ExitCode,
    options?: ErrorOptions,
  ) {
    super(withoutCredentials(message), options);
    this.name = 'Failure';
  }
}

/** No user and no password of an address that somebody else put into a message. */
const withoutCredentials = (text: string): string => text.replace(/:\/\/[^/@\s]*@/g, '://…@');

/**
 * Any error as a failure. One that nobody foresaw is a bug and keeps its stack.
 * @param databases what names the databases that are used, to be looked at where one cannot be reached
 */
export function failureOf(error: unknown, databases: readonly string[] = []): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof InvalidConfig) return new Failure(error.message, exitCodes.config);
  if (error instanceof DirectoryLocked)
    return new Failure(`${error.message}: stop it first`, exitCodes.temporary);
  if (error instanceof StoreFormatTooNew) return new Failure(error.message, exitCodes.system);
  if (error instanceof AnotherNodeLeads) return new Failure(error.message, exitCodes.temporary);
  if (error instanceof StoreUnavailable || error instanceof AccessLogUnavailable)
    return new Failure(`${error.message}${causeOf(error)}; ${remedy(databases)}`, exitCodes.temporary);
  if (isSystemError(error)) return new Failure(error.message, exitCodes.cannotCreate);
  return new Failure(error instanceof Error ? String(error.stack) : String(error), exitCodes.software);
}

const remedy = (databases: readonly string[]): string =>
  databases.length > 0
    ? `see that what ${databases.join(' and ')} names runs and can be reached, then try again`
    : 'try again';

const causeOf = ({ cause }: Error): string => (cause instanceof Error ? ` (${cause.message})` : '');

/** A file or folder that the system does not let us make, read or write. */
const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error && 'code' in error;
