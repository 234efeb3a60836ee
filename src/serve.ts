import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AccessLogUnavailable } from './access-log/access-log.js';
import { AppModule } from './app.module.js';
import { SystemClock, type Clock } from './clock.js';
import { Config, InvalidConfig } from './config.js';
import { DirectoryLocked } from './event-store/sqlite/directory-lock.js';
import { RevisionConflict, StoreUnavailable } from './event-store/event-store.js';
import { StoreFormatTooNew } from './event-store/store-format.js';
import { shutDown } from './http/health/shut-down.js';
import { createHttpApp } from './http/http-app.js';
import { Log, openLog } from './http/logging/log.js';
import { documentApi } from './http/openapi/document-api.js';
import { openInstance, type Instance } from './instance.js';
import type { NodeEvents } from './nodes/node.js';
import type { ProjectorOptions } from './projections/projector.js';
import { HalfTakenPlaces, patience } from './policies/half-taken-places.js';
import { Policies, type Run } from './policies/policies.js';

/** Exit codes after sysexits.h. */
const exit = { ok: 0, software: 70, system: 71, temporary: 75, config: 78 } as const;

/** Everything but the port: the opened stores and the app over them, which answers but does not listen. */
export interface Assembled {
  readonly app: NestFastifyApplication;
  readonly instance: Instance;
}

export interface Served extends Assembled {
  readonly url: string;
}

/** Opens the stores and, unless another node does so, brings the views up to the log and mends what a crash cut off. */
export async function assemble(
  config: Config,
  clock: Clock,
  log: Log = openLog(config, clock),
): Promise<Assembled> {
  const instance = await openInstance(config, clock, {
    onUnavailable: error => log.error({ err: error }, 'the views cannot be written now'),
    onFailure: error => log.fatal({ err: error }, 'the projector stopped'),
    onBuild: told => toldOfBuild(log, told),
    ...(config.viewStore.kind === 'postgres' ? toldOfNode(log) : {}),
  });
  try {
    const app = await createHttpApp(await AppModule.of(instance, config, clock), config, clock, log);
    documentApi(app);
    await app.init();
    await instance.node.start(() => takeUp(app, instance, log));
    return { app, instance };
  } catch (error) {
    await instance.close();
    throw error;
  }
}

/** Assembles the product and listens. */
export async function start(config: Config, clock: Clock): Promise<Served> {
  const { app, instance } = await assemble(config, clock);
  try {
    await app.listen(config.port, config.host);
    return { app, url: await app.getUrl(), instance };
  } catch (error) {
    await app.close();
    await instance.close();
    throw error;
  }
}

/** What a node does when it begins to lead: as the only one there is, before the first request. */
async function takeUp(
  app: NestFastifyApplication,
  { log, node, projector }: Instance,
  told: Log,
): Promise<void> {
  const head = await log.head();
  // not for what another projects: who does not lead any more has to end this, to lead again or to stop
  if (head !== undefined) await projector.waitFor(head, 600_000);
  if (!node.leads) return;
  // Where there is no other node, nobody is between taking a place and recording the assignment now.
  const places = app.get(HalfTakenPlaces, { strict: false });
  await places.free(await node.alone(patience)).catch((error: unknown) => {
    // others write the same stream again and again: what is left is for the next sweep
    if (!(error instanceof RevisionConflict)) throw error;
    told.warn({ err: error }, 'half-taken places were not freed');
  });
  toldTo(told)(await app.get(Policies, { strict: false }).run());
}

const toldOfNode = (log: Log): NodeEvents => ({
  onLead: () => log.info('this node leads: it projects and runs the policies'),
  onLeaseTrouble: error => log.warn({ err: error }, 'the lease of this node cannot be had or renewed now'),
  onFollow: because => log.info({ ...(because ? { err: because } : {}) }, 'this node leads no more'),
});

/** Tells operators of views that are made anew. */
function toldOfBuild(log: Log, told: Parameters<NonNullable<ProjectorOptions['onBuild']>>[0]): void {
  const { views } = told;
  if (told.kind === 'failed')
    log.error(
      { err: told.error, views },
      'views could not be built anew: the present ones go on, of another version',
    );
  else if (told.kind === 'took-over') log.info({ views }, 'views that were built anew took over');
  else if (told.served) log.info({ views }, 'views are built anew beside the present ones, which are served');
  else
    log.warn({ views }, 'views are built anew; until they are there, what is asked of views is answered 503');
}

/** Tells operators what a run of the policies came to, where there is something to be told. */
function toldTo(log: Log): (run: Run) => void {
  let stood = false;
  return ({ done, failures, stopped }) => {
    if (stopped && !stood)
      log.error(
        stopped,
        'the policies stand still until an operator resumes them, or their record is there again',
      );
    stood = stopped !== undefined;
    for (const { policy, error } of failures.slice(0, 10))
      log.error({ err: error, policy, failures: failures.length }, 'a policy failed and will try again');
    if (done) log.info({ done }, 'the policies did what was due');
  };
}

/** Frees places that a command left half-taken while the server runs: its store failed it between two streams. */
function sweepPlaces(app: NestFastifyApplication, { node }: Instance): NodeJS.Timeout {
  const places = app.get(HalfTakenPlaces, { strict: false });
  const log = app.get<Log>(Log, { strict: false });
  return setInterval(() => {
    if (!node.leads) return;
    places.free().catch((error: unknown) => log.warn({ err: error }, 'half-taken places were not freed'));
  }, 30_000);
}

const announced = ({ url }: Served): void => void process.stderr.write(`Teilhabe listens on ${url}\n`);

/**
 * Serves until SIGTERM or SIGINT.
 * @param ready is called once it listens
 * @returns the exit code
 */
export async function serve(
  environment: NodeJS.ProcessEnv,
  ready: (served: Served) => void = announced,
): Promise<number> {
  let served: Served;
  try {
    served = await start(Config.from(environment), new SystemClock());
  } catch (error) {
    return refused(error);
  }
  const { app, instance } = served;
  const { promise: told, resolve: tell } = Promise.withResolvers<void>();
  process.once('SIGTERM', () => tell());
  process.once('SIGINT', () => tell());
  ready(served);
  const sweep = sweepPlaces(app, instance);
  app.get(Policies, { strict: false }).start(toldTo(app.get<Log>(Log, { strict: false })));
  await told;
  clearInterval(sweep);
  const orderly = await shutDown(app);
  await instance.close();
  // What was cut off after its time must not keep the process.
  setTimeout(() => process.exit(orderly ? exit.ok : exit.software), 200).unref();
  return orderly ? exit.ok : exit.software;
}

/** Tells why it did not start: in one line where the reason lies outside, with the stack where it is a bug. */
export function refused(error: unknown): number {
  const code = codeOf(error);
  const told = code !== exit.software && error instanceof Error ? error.message : undefined;
  process.stderr.write(`${told ?? (error instanceof Error ? error.stack : String(error))}\n`);
  return code;
}

function codeOf(error: unknown): number {
  if (error instanceof InvalidConfig) return exit.config;
  if (error instanceof DirectoryLocked) return exit.temporary;
  const ofSystem =
    error instanceof StoreUnavailable ||
    error instanceof AccessLogUnavailable ||
    error instanceof StoreFormatTooNew ||
    (error instanceof Error && 'syscall' in error);
  return ofSystem ? exit.system : exit.software;
}
