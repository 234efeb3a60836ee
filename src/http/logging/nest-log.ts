import type { LoggerService } from '@nestjs/common';
import type { Log } from './log.js';

/** What Nest and the providers that use its Logger say, in the same log. */
export class NestLog implements LoggerService {
  constructor(private readonly to: Log) {}

  // Nest calls with the message, for an error perhaps the stack, and at the end the name of the speaker.
  log(message: unknown, ...more: unknown[]): void {
    const speaker = String(more.at(-1));
    if (framework.has(speaker)) this.to.debug({ speaker }, String(message));
    else this.to.info({ speaker }, String(message));
  }

  warn(message: unknown, ...more: unknown[]): void {
    this.to.warn({ speaker: more.at(-1) }, String(message));
  }

  error(message: unknown, ...more: unknown[]): void {
    this.to.error({ speaker: more.at(-1), stack: more.length > 1 ? more[0] : undefined }, String(message));
  }

  fatal(message: unknown, ...more: unknown[]): void {
    this.to.fatal({ speaker: more.at(-1) }, String(message));
  }
}

/** Those who announce every module and route at the start. */
const framework = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);
