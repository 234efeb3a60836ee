import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { StoreUnavailable, type EventStore } from '../../event-store/event-store.js';
import { lockDirectory } from '../../event-store/sqlite/directory-lock.js';
import { makeDataDirectory, openEventStore, openForReading, type WhereLogIs } from '../../stores.js';
import type { AddressOf } from '../addresses.js';
import { bulkStore, type BulkStore } from '../bulk-store.js';
import { exitCodes } from '../exit-codes.js';
import { Failure, failureOf } from '../failure.js';

export type LogAddress = AddressOf<'sqlite' | 'kurrentdb'>;

/** The log that is read and the log that is written, opened; data directories are held against servers. */
export interface Ends {
  readonly source: EventStore;
  /** What stands at the target, for reading. */
  readonly target: EventStore;
  readonly writer: BulkStore;
  close(): Promise<void>;
}

/** @throws Failure, DirectoryLocked, StoreFormatTooNew, StoreUnavailable */
export async function openEnds(from: LogAddress, to: LogAddress): Promise<Ends> {
  const closing: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).toReversed()) await step();
  };
  try {
    hold(from, to, closing);
    const source = await reached('from', () => openForReading(whereOf(from)));
    if (!source) throw noRecord(from);
    closing.push(() => source.close());
    const target = await reached('to', () => openEventStore(whereOf(to)));
    closing.push(() => target.close());
    if (source.storeId === target.storeId) throw sameStore();
    const writer = bulkStore(target, whereOf(to));
    closing.push(() => writer.close());
    return { source, target, writer, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Holds the directories: nobody writes there while it is copied. A database in the network cannot be held. */
function hold(from: LogAddress, to: LogAddress, closing: (() => unknown)[]): void {
  if (from.kind === 'sqlite') {
    if (!existsSync(join(from.directory, 'events.db'))) throw noRecord(from);
    const lock = lockDirectory(from.directory);
    closing.push(() => lock.release());
  }
  if (to.kind === 'sqlite') {
    if (from.kind === 'sqlite' && isSame(from.directory, to.directory)) throw sameStore();
    makeDataDirectory({ dataDir: to.directory });
    const lock = lockDirectory(to.directory);
    closing.push(() => lock.release());
  }
}

async function reached<T>(end: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    throw new Failure(
      `what --${end} names cannot be opened: ${failureOf(error, [`--${end}`]).message}`,
      exitCodes.temporary,
      {
        cause: error,
      },
    );
  }
}

const whereOf = (address: LogAddress): WhereLogIs =>
  address.kind === 'sqlite'
    ? { eventStore: { kind: 'sqlite' }, dataDir: address.directory }
    : { eventStore: address, dataDir: '' };

const isSame = (one: string, other: string): boolean =>
  existsSync(other) && realpathSync(one) === realpathSync(other);

const noRecord = (from: LogAddress): Failure =>
  new Failure(
    `there is no record ${from.kind === 'sqlite' ? `in ${from.directory}` : 'at the source'}`,
    exitCodes.noInput,
  );

const sameStore = (): Failure =>
  new Failure('--from and --to are the same store, or one is a copy of the other’s files', exitCodes.usage);
