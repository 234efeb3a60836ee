import { kurrentdb } from '../kurrentdb/server.ts';
import { postgres } from '../postgres/server.ts';
import type { Server } from './server.ts';

/** All that tests may ask for, by name. Imported by Node itself, before jest: hence paths with `.ts` all the way. */
export const servers = { kurrentdb, postgres } as const satisfies Readonly<Record<string, Server>>;
