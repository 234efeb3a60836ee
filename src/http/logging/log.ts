import { pino, stdSerializers, type DestinationStream, type LogFn } from 'pino';
import type { Clock } from '../../clock.js';
import type { Config } from '../../config.js';

/**
 * The log: one JSON object a line. It never holds a body, an id of the domain, a subject or a token; an error's own
 * fields stay out of it too.
 */
export abstract class Log {
  abstract readonly fatal: LogFn;
  abstract readonly error: LogFn;
  abstract readonly warn: LogFn;
  abstract readonly info: LogFn;
  abstract readonly debug: LogFn;
  abstract readonly trace: LogFn;
}

/** Writes to standard output unless told otherwise. */
export function openLog(config: Config, clock: Clock, destination?: DestinationStream): Log {
  const options = {
    level: config.logLevel,
    base: undefined,
    messageKey: 'message',
    timestamp: () => `,"time":"${new Date(clock.now()).toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: bare },
  };
  return destination ? pino(options, destination) : pino(options);
}

function bare(error: Error): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { type, message, stack } = stdSerializers.err(error);
  return { type, message, stack };
}
