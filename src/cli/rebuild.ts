import type { Clock } from '../clock.js';
import type { Config } from '../config.js';
import { DirectoryLocked } from '../event-store/sqlite/directory-lock.js';
import { type Beside, openBeside, openInstance } from '../instance.js';
import { AnotherNodeLeads } from '../nodes/leadership.js';
import { BuildMoved } from '../projections/build.js';
import type { Projection } from '../projections/projection.js';
import { type Progress, UnknownView } from '../projections/projector.js';
import { takeOverUnder, ViewsStandStill } from '../projections/take-over.js';
import { BuildStopped, WholeBuild } from '../projections/whole-build.js';
import { printDifferences } from './compared-views.js';
import { exitCodes, type ExitCode } from './exit-codes.js';
import { Failure } from './failure.js';
import { progress } from './progress.js';

export interface RebuildOptions {
  /** Only tells in what the views made anew differ from the present ones. */
  readonly compare?: boolean;
}

/** What a rebuild came to, for people to read. */
interface Done {
  readonly told: string;
  readonly code: ExitCode;
}

/**
 * Makes one view, or all, anew from the log beside the present ones, which go on being served; then they take their
 * place in one step. Whoever stops it loses nothing: the next call goes on there.
 */
export async function rebuild(
  view: string | undefined,
  { compare = false }: RebuildOptions,
  config: Config,
  clock: Clock,
  stop: AbortSignal,
): Promise<ExitCode> {
  const bar = progress('rebuilding', clock);
  const began = clock.monotonic();
  let events = 0;
  const show: Progress = (done, total) => {
    events = total;
    bar.update(done, total, `${done} of ${total} events`);
  };
  try {
    const { told, code } = await outcomeOf(view, compare, config, clock, show, stop);
    bar.stop();
    const duration = ((clock.monotonic() - began) / 1_000).toFixed(1);
    process.stderr.write(`${view ?? 'all views'} ${told} from ${events} events in ${duration} s\n`);
    return code;
  } catch (error) {
    if (error instanceof UnknownView) throw new Failure(error.message, exitCodes.usage);
    if (error instanceof BuildStopped)
      throw new Failure(
        'stopped. To go on, give the same command again: what is built stays, and the present views are as they were.',
        exitCodes.temporary,
      );
    if (error instanceof BuildMoved || error instanceof ViewsStandStill)
      throw new Failure(error.message, exitCodes.temporary);
    throw error;
  } finally {
    bar.stop();
  }
}

async function outcomeOf(
  view: string | undefined,
  compare: boolean,
  config: Config,
  clock: Clock,
  show: Progress,
  stop: AbortSignal,
): Promise<Done> {
  const instance = await openInstance(config, clock).catch((error: unknown) => {
    if (error instanceof DirectoryLocked) return undefined;
    throw error;
  });
  if (!instance) return besideServer(view, compare, config, show, stop);
  try {
    const { node, log, views, learn } = instance;
    if (compare) return await compared({ log, views, learn, all: node.projector.views }, view, show, stop);
    await node.rebuild(view === undefined ? undefined : [view], show, stop);
    return { told: 'rebuilt', code: exitCodes.ok };
  } catch (error) {
    if (!(error instanceof AnotherNodeLeads)) throw error;
    const { node, log, views, learn } = instance;
    return await builtBeside({ log, views, learn, all: node.projector.views }, view, show, stop);
  } finally {
    await instance.close();
  }
}

async function besideServer(
  view: string | undefined,
  compare: boolean,
  config: Config,
  show: Progress,
  stop: AbortSignal,
): Promise<Done> {
  const beside = await openBeside(config);
  if (!beside)
    throw new Failure(
      'there is no log yet: the server that holds the directory is only starting',
      exitCodes.temporary,
    );
  try {
    return await (compare ? compared(beside, view, show, stop) : builtBeside(beside, view, show, stop));
  } finally {
    await beside.close();
  }
}

type Surroundings = Omit<Beside, 'close'>;

const besideBuild = ({ log, views, all, learn }: Surroundings, show: Progress, stop: AbortSignal) =>
  new WholeBuild(log, views.next, all, { gently: true, onBatch: learn, progress: show, stop });

async function builtBeside(
  around: Surroundings,
  view: string | undefined,
  show: Progress,
  stop: AbortSignal,
): Promise<Done> {
  const { views, all } = around;
  const wanted = wantedOf(all, view);
  const building = besideBuild(around, show, stop);
  const outcome = await takeOverUnder(views, building, await building.run(wanted), wanted, stop);
  if (outcome === 'taken over') {
    await views.next.clear(async () => void (await new Promise(resolve => setTimeout(resolve, 5))));
    return { told: 'rebuilt, beside the server that goes on with them,', code: exitCodes.ok };
  }
  return {
    told: 'built beside those of another version, which are served: they take over when a server of this version starts;',
    code: exitCodes.ok,
  };
}

async function compared(
  around: Surroundings,
  view: string | undefined,
  show: Progress,
  stop: AbortSignal,
): Promise<Done> {
  const { views, all } = around;
  const wanted = wantedOf(all, view);
  const building = besideBuild(around, show, stop);
  const different = await printDifferences(views, building, wanted, stop);
  return different > 0
    ? { told: `compared: ${different} rows differ,`, code: exitCodes.refused }
    : { told: 'compared: no row differs,', code: exitCodes.ok };
}

function wantedOf(all: readonly Projection[], name: string | undefined): readonly Projection[] {
  if (name === undefined) return all;
  const found = all.filter(view => view.name === name);
  if (found.length > 0) return found;
  throw new UnknownView(
    name,
    all.map(view => view.name),
  );
}
