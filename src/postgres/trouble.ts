import { StoreUnavailable } from '../event-store/event-store.js';

/**
 * Classes of SQLSTATE that pass by themselves or with an operator's help: connection, who may connect, transactions
 * that met another, resources, operator's intervention, input and output.
 */
const passingClasses = new Set(['08', '28', '40', '53', '57', '58']);
/**
 * A lock not to be had; a database or a schema that is not there; a right that lacks; only to be read, as a server is
 * before it takes over.
 */
const passingStates = new Set(['25006', '25P03', '3D000', '3F000', '42501', '55006', '55P03']);
/** What Node says of sockets, names and certificates. */
const ofNetwork = /^(E[A-Z]+|ERR_TLS_\w+|ERR_SSL_\w+|[A-Z_]*CERT[A-Z_]*|UNABLE_TO_\w+)$/;
/** The driver's own words, which have no code. */
const ofDriver =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying|Query read timeout|Cannot use a pool after|The server does not support SSL)/;

/** Errors of the driver, of Node and of PostgreSQL, told by their shape: their classes may be of another realm. */
interface Shape {
  readonly message: string;
  readonly code: string | undefined;
  /** Only where PostgreSQL answered with it: then the connection itself is well. */
  readonly severity: unknown;
  /** Where a name has several addresses and none of them answers. */
  readonly errors: readonly unknown[];
}

function shapeOf(error: unknown): Shape {
  const { message, code, severity, errors } = Object(error) as Readonly<Record<string, unknown>>;
  return {
    message: typeof message === 'string' ? message : '',
    code: typeof code === 'string' ? code : undefined,
    severity,
    errors: Array.isArray(errors) ? errors : [],
  };
}

const isAnswer = ({ severity, code }: Shape): boolean =>
  severity !== undefined && /^[0-9A-Z]{5}$/.test(code ?? '');

/**
 * What the trouble is, where it is trouble of the database that passes by itself or with an operator's help;
 * undefined where it is a mistake of ours.
 */
export function troubleOf(error: unknown): string | undefined {
  const shape = shapeOf(error);
  const { message, code, errors } = shape;
  if (isAnswer(shape))
    return passingClasses.has(code!.slice(0, 2)) || passingStates.has(code!)
      ? `${message}, ${code}`
      : undefined;
  if (code !== undefined && ofNetwork.test(code)) return code;
  return ofDriver.test(message) ? message : errors.map(troubleOf).find(one => one !== undefined);
}

/** The error as callers know it; a mistake of ours stays what it is. */
export function translated(error: unknown): unknown {
  if (error instanceof StoreUnavailable) return error;
  const trouble = troubleOf(error);
  return trouble === undefined
    ? error
    : new StoreUnavailable(`PostgreSQL cannot be used now (${trouble})`, { cause: error });
}

/** Whether a connection has to be thrown away after an error. */
export function breaksConnection(error: unknown): boolean {
  const shape = shapeOf(error);
  return isAnswer(shape) ? /^(08|57P|25P03)/.test(shape.code!) : troubleOf(error) !== undefined;
}

/** Whether a transaction was given up for another one: begun again, it may well succeed. */
export function metAnother(error: unknown): boolean {
  const cause = error instanceof StoreUnavailable ? error.cause : error;
  const shape = shapeOf(cause);
  return isAnswer(shape) && shape.code!.startsWith('40');
}
