import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { SystemClock, type Clock } from './clock.js';
import { Config, InvalidConfig } from './config.js';
import { DirectoryLocked } from './event-store/sqlite/directory-lock.js';
import { StoreFormatTooNew } from './event-store/sqlite/store-file.js';
import { shutDown } from './http/health/shut-down.js';
import { createHttpApp } from './http/http-app.js';
import { openLog } from './http/logging/log.js';
import { documentApi } from './http/openapi/document-api.js';
import { openInstance, type Instance } from './instance.js';
import { HalfTakenPlaces } from './policies/half-taken-places.js';

/** Exit codes after sysexits.h. */
const exit = { ok: 0, software: 70, temporary: 75, config: 78 } as const;

export interface Served {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly instance: Instance;
}

/** Opens the data directory, brings the views up to the log, mends what a crash cut off, and listens. */
export async function start(config: Config, clock: Clock): Promise<Served> {
  const log = openLog(config, clock);
  const instance = await openInstance(config, {
    onUnavailable: error => log.error({ err: error }, 'the views cannot be written now'),
    onFailure: error => log.fatal({ err: error }, 'the projector stopped'),
  });
  try {
    await instance.projector.start();
    const app = await createHttpApp(await AppModule.of(instance, config, clock), config, clock, log);
    documentApi(app);
    await app.init();
    await freeHalfTakenPlaces(app, instance);
    await app.listen(config.port, config.host);
    return { app, url: await app.getUrl(), instance };
  } catch (error) {
    await instance.close();
    throw error;
  }
}

/** Before the first request: nobody is between taking a place and recording the assignment now. */
async function freeHalfTakenPlaces(app: NestFastifyApplication, { log, projector }: Instance): Promise<void> {
  const head = await log.head();
  if (head !== undefined) await projector.waitFor(head, 600_000);
  await app.get(HalfTakenPlaces, { strict: false }).free(true);
}

/** Serves until SIGTERM or SIGINT. @returns the exit code */
export async function serve(environment: NodeJS.ProcessEnv): Promise<number> {
  let served: Served;
  try {
    served = await start(Config.from(environment), new SystemClock());
  } catch (error) {
    return refused(error);
  }
  const { app, instance, url } = served;
  process.stderr.write(`Teilhabe listens on ${url}\n`);
  const sweep = setInterval(() => {
    app.get(HalfTakenPlaces, { strict: false }).free().catch(() => undefined);
  }, 30_000);
  await new Promise<void>(resolve => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
  clearInterval(sweep);
  const orderly = await shutDown(app);
  await instance.close();
  // What was cut off after its time must not keep the process.
  setTimeout(() => process.exit(orderly ? exit.ok : exit.software), 200).unref();
  return orderly ? exit.ok : exit.software;
}

/** Tells why it did not start. */
export function refused(error: unknown): number {
  const known =
    error instanceof InvalidConfig || error instanceof DirectoryLocked || error instanceof StoreFormatTooNew;
  process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  if (error instanceof InvalidConfig) return exit.config;
  return error instanceof DirectoryLocked ? exit.temporary : exit.software;
}
