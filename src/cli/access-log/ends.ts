import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { lockDirectory } from '../../event-store/sqlite/directory-lock.js';
import { makeDataDirectory, type WhereReadsAre } from '../../stores.js';
import type { AddressOf } from '../addresses.js';
import { exitCodes } from '../exit-codes.js';
import { Failure } from '../failure.js';

export type ReadsAddress = AddressOf<'sqlite' | 'postgres'>;

/** Milliseconds: whoever reads a whole log has time. */
export const patience = 600_000;

export const whereOf = (address: ReadsAddress): WhereReadsAre =>
  address.kind === 'sqlite'
    ? { viewStore: address, dataDir: address.directory }
    : { viewStore: address, dataDir: '' };

/** @throws Failure where a data directory has no access log */
export function mustBeThere(address: ReadsAddress): void {
  if (address.kind === 'sqlite' && !existsSync(join(address.directory, 'access.db')))
    throw new Failure(`there is no access log in ${address.directory}`, exitCodes.noInput);
}

/**
 * Holds the data directories against servers; that of the target is made if it is not there.
 * @returns what lets go of them
 * @throws Failure, DirectoryLocked
 */
export function held(from: ReadsAddress, to: ReadsAddress): () => void {
  mustBeThere(from);
  if (to.kind === 'sqlite') makeDataDirectory({ dataDir: to.directory });
  const directories = [from, to].flatMap(end => (end.kind === 'sqlite' ? [realpathSync(end.directory)] : []));
  const same =
    from.kind === to.kind &&
    (from.kind === 'postgres' ? from.url === (to as typeof from).url : directories[0] === directories[1]);
  if (same) throw new Failure('--from and --to are the same', exitCodes.usage);
  const locks: { release(): void }[] = [];
  const release = (): void => locks.splice(0).forEach(lock => lock.release());
  try {
    for (const directory of directories) locks.push(lockDirectory(directory));
    return release;
  } catch (error) {
    release();
    throw error;
  }
}
