import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { StoreUnavailable } from '../event-store.js';
import { sqliteCode } from './driver-error.js';

/** Another process, or this one already, holds the data directory. */
export class DirectoryLocked extends Error {
  constructor(readonly directory: string) {
    super(`the data directory ${directory} is held by another process`);
    this.name = 'DirectoryLocked';
  }
}

export interface Lock {
  /** Gives the directory free; a second call does nothing. */
  release(): void;
}

// a connection that nobody refers to would be collected, and its lock with it
const held = new Set<Database.Database>();

/**
 * Holds an existing directory for this process, until it is released or the process ends, however it ends: the
 * system itself takes back the lock on the file `lock`, which stays.
 * @throws DirectoryLocked, StoreUnavailable where the file cannot be made
 */
export function lockDirectory(directory: string): Lock {
  const db = connect(directory);
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (sqliteCode(error)?.startsWith('SQLITE_BUSY')) throw new DirectoryLocked(directory);
    throw unlockable(error);
  }
  held.add(db);
  return {
    release: () => {
      held.delete(db);
      db.close();
    },
  };
}

function connect(directory: string): Database.Database {
  try {
    return new Database(join(resolve(directory), 'lock'), { timeout: 0 });
  } catch (error) {
    throw unlockable(error);
  }
}

const unlockable = (cause: unknown): StoreUnavailable =>
  new StoreUnavailable('the data directory cannot be locked', { cause });
