import { join } from 'node:path';
import type { Config } from '../../config.js';

/** The last file of a backup: what is in it, so that nothing that was cut off or changed passes for one. */
export interface Manifest {
  readonly backup: 1;
  /** Of the program that made it. */
  readonly version: string;
  readonly made: string;
  /** The log's id. */
  readonly store: string;
  /** The position of its newest event; null where there is none. */
  readonly head: string | null;
  readonly files: readonly File[];
}

export interface File {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export const manifestName = 'backup.json';
export const eventsName = 'events.db';

export interface Part {
  readonly name: string;
  /** Where it is kept. */
  readonly path: string;
  /** Copied by its engine: while a server runs, the file alone is not what the database holds. */
  readonly database: boolean;
}

/**
 * What is backed up, in the order in which it is copied beside a server: what imports noted may be older than the log
 * but never newer, and who read what is as new as can be. Views are left out: they are made anew from the log.
 */
export function partsOf({ dataDir, instanceKeyFile }: Config): readonly Part[] {
  const kept = (name: string, database: boolean): Part => ({ name, path: join(dataDir, name), database });
  return [
    kept('imports.db', true),
    kept(eventsName, true),
    kept('access.db', true),
    kept('policy-stops.jsonl', false),
    { name: 'instance-key.json', path: instanceKeyFile, database: false },
  ];
}
