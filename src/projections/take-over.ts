import { wait } from '../wait.js';
import { StoreUnavailable } from '../event-store/event-store.js';
import type { Build } from './build.js';
import { fits } from './checkpoints.js';
import type { Projection } from './projection.js';
import type { ViewStore } from './view-store.js';
import type { WholeBuild } from './whole-build.js';

/** Milliseconds between two looks at where the present views stand, and after which nobody can be writing them. */
const usual = { look: 20, silence: 10_000 } as const;

/**
 * What became of views that were built beside those of a process that serves:
 * 'taken over' under it, or 'left' for the start of a program of this version, because another one serves.
 */
export type Outcome = 'taken over' | 'left';

/** The process that serves does not write its views: nobody can take them over under it. */
export class ViewsStandStill extends Error {
  constructor() {
    super('the process that serves does not write its views now: what was built stays for the next time');
    this.name = 'ViewsStandStill';
  }
}

/**
 * Makes what was built the present views of a process that goes on serving and writing them: in one step, as soon as
 * both stand at the same place.
 * @throws BuildMoved, BuildStopped, StoreUnavailable, ViewsStandStill
 */
export async function takeOverUnder(
  store: ViewStore,
  building: WholeBuild,
  from: Build,
  views: readonly Projection[],
  stop: AbortSignal,
  times: { readonly look: number; readonly silence: number } = usual,
): Promise<Outcome> {
  let build = from;
  let stood = '';
  let trouble: StoreUnavailable | undefined;
  const catchUp: WholeBuild['catchUp'] = (...told) => building.catchUp(...told);
  for (let waited = 0; waited <= times.silence; waited += times.look) {
    const present = await positionOf(store, build.storeId, views);
    if (present === undefined) return 'left';
    if (present !== stood) waited = 0;
    stood = present;
    try {
      if ((build.position ?? '') <= present) {
        build = await building.catchUp(build, present);
        if (await store.next.takeOver(build, views, { was: 'the same', catchUp })) return 'taken over';
      }
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      trouble = error;
      build = (await building.ready(views)) ?? build;
    }
    await wait(times.look, stop);
    building.breathe();
  }
  throw trouble ?? new ViewsStandStill();
}

/** Where the present views stand that is farthest behind; undefined where they are not of this program. */
async function positionOf(
  store: ViewStore,
  storeId: string,
  views: readonly Projection[],
): Promise<string | undefined> {
  const adopted = (await store.next.build())?.adopted ?? {};
  let least: string | undefined;
  for (const view of views) {
    const found = await store.checkpointOf(view);
    if (!found || !fits(found, view, storeId) || found.version !== view.version) return undefined;
    if ((adopted[view.name] ?? view.version) !== view.version) return undefined;
    const position = found.position ?? '';
    least = least === undefined || position < least ? position : least;
  }
  return least;
}
