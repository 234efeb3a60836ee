import { freshKurrent } from '../kurrentdb/kurrent.js';
import { freshDatabase } from '../postgres/database.js';

/** Whether this run is about KurrentDB and PostgreSQL in place of files. */
export const isScaleOut = (): boolean => process.env.TEST_STORES === 'scale-out';

export interface FreshStores {
  /** The settings that name them; none where files in the data directory serve. */
  readonly environment: Readonly<Record<string, string>>;
  drop(): Promise<void>;
}

/** Empty stores for one product. */
export async function freshStores(): Promise<FreshStores> {
  if (!isScaleOut()) return { environment: {}, drop: async () => undefined };
  const [kurrent, database] = await Promise.all([freshKurrent(), freshDatabase()]);
  return {
    environment: {
      EVENT_STORE: kurrent.connection,
      EVENT_STORE_PREFIX: kurrent.prefix,
      VIEW_STORE: database.url,
    },
    drop: async () => {
      await kurrent.close();
      await database.drop();
    },
  };
}
