/** A rebuild, or the loop that is its limit, each time it is asked. */
import { built } from '../product.ts';
import { answering } from '../worker.ts';
import { barePostgresRebuild, type Schemas } from './bare-postgres-rebuild.ts';
import { bareRebuild } from './bare-rebuild.ts';

/** One of them: of the product with these settings, or a bare loop over the log in a file. */
export type RebuildWish =
  | { readonly kind: 'product'; readonly environment: Readonly<Record<string, string>> }
  | { readonly kind: 'SQLite'; readonly events: string; readonly views: string; readonly scratch: string }
  | { readonly kind: 'PostgreSQL'; readonly events: string; readonly url: string; readonly schemas: Schemas };

async function productRebuild(environment: Readonly<Record<string, string>>): Promise<number> {
  const [{ Config }, { SystemClock }, { openInstance }] = await Promise.all([
    built<typeof import('../../../src/config.js')>('config'),
    built<typeof import('../../../src/clock.js')>('clock'),
    built<typeof import('../../../src/instance.js')>('instance'),
  ]);
  const instance = await openInstance(Config.from(environment), new SystemClock());
  try {
    const began = performance.now();
    await instance.projector.rebuild();
    return (performance.now() - began) / 1_000;
  } finally {
    await instance.close();
  }
}

/** Answers with seconds. */
answering<RebuildWish>(wish => {
  switch (wish.kind) {
    case 'product':
      return productRebuild(wish.environment);
    case 'SQLite':
      return bareRebuild(wish.events, wish.views, wish.scratch);
    case 'PostgreSQL':
      return barePostgresRebuild(wish.events, wish.url, wish.schemas);
  }
});
