import { randomUUID } from 'node:crypto';
import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import type { Clock } from '../../clock.js';
import type { Config } from '../../config.js';
import { CoreModule } from '../../core.module.js';
import { EventLog } from '../../event-codec/event-log.js';
import type { StoredEvent } from '../../event-store/event-store.js';
import { lockDirectory, type Lock } from '../../event-store/sqlite/directory-lock.js';
import { openInstance, type Instance } from '../../instance.js';
import { keepsStores, makeDataDirectory } from '../../stores.js';
import { bulkStore } from '../bulk-store.js';
import { eventsAfter } from '../events-after.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { Failure } from '../failure.js';
import { progress } from '../progress.js';
import { catchUp } from './catch-up.js';
import { importLines } from './import-lines.js';
import { Importer, type ImporterOptions } from './importer.js';
import { Ledger } from './ledger.js';
import { RejectedFile } from './rejected-file.js';
import type { Tally } from './tally.js';

export interface ImportOptions {
  /** Decides lines anew that an earlier run of the same file refused. */
  readonly retryRefused?: boolean;
}

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** Imports the commands in a file, one a line. @param stop aborts when what is under way is to be the last */
export async function importFile(
  file: string,
  options: ImportOptions,
  config: Config,
  clock: Clock,
  stop: AbortSignal,
): Promise<ExitCode> {
  const size = sizeOf(file);
  const held = holdLedger(config);
  try {
    return await imported(file, size, options, config, clock, stop);
  } finally {
    held?.release();
  }
}

/** Where all stores are outside nobody else holds the directory, and nodes may serve; but it is for one import at a time. */
function holdLedger(config: Config): Lock | undefined {
  if (keepsStores(config)) return undefined;
  makeDataDirectory(config);
  return lockDirectory(config.dataDir);
}

async function imported(
  file: string,
  size: number,
  options: ImportOptions,
  config: Config,
  clock: Clock,
  stop: AbortSignal,
): Promise<ExitCode> {
  const instance = await openInstance(config, clock);
  const began = clock.monotonic();
  try {
    const head = await instance.log.head();
    const correlationId = randomUUID();
    const tally = await run(file, size, { ...options, correlationId }, { instance, config, clock, stop });
    const isOurs = ({ metadata }: StoredEvent): boolean => metadata['correlationId'] === correlationId;
    const added = await eventsAfter(instance.store, head, isOurs);
    say(`${tally.toString()}; ${added} events added in ${seconds(clock.monotonic() - began)} s`);
    tellRefused(file, tally, options);
    if (!stop.aborted) await catchUp(instance, clock, stop);
    if (stop.aborted) {
      say(
        `stopped. To go on, give the same command again: what is recorded stays, and only the rest is added.`,
      );
      return exitCodes.temporary;
    }
    return tally.refused ? exitCodes.data : exitCodes.ok;
  } finally {
    await instance.close();
  }
}

interface Surroundings {
  readonly instance: Instance;
  readonly config: Config;
  readonly clock: Clock;
  readonly stop: AbortSignal;
}

async function run(
  file: string,
  size: number,
  options: ImporterOptions,
  { instance, config, clock, stop }: Surroundings,
): Promise<Tally> {
  const bulk = bulkStore(instance.store, config);
  const { store } = bulk;
  const core = CoreModule.of({ ...instance, store, log: new EventLog(store) }, config, clock);
  const app = await NestFactory.createApplicationContext(core, { logger: false, abortOnError: false });
  const ledger = Ledger.open(join(config.dataDir, 'imports.db'), store.storeId);
  const rejected = new RejectedFile(`${file}.rejected`);
  const bar = progress('importing', clock);
  try {
    const importer = new Importer(app.get(CommandBus), ledger, await store.head(), options);
    const show = (read: number, { lines, refused }: Tally): void =>
      bar.update(read, size, `${lines} lines${refused ? `, ${refused} refused` : ''}`);
    return await importLines(file, { importer, store: bulk, ledger, rejected }, show, stop);
  } finally {
    bar.stop();
    ledger.close();
    await app.close();
    await bulk.close();
  }
}

function tellRefused(file: string, { refused, refusedBefore }: Tally, { retryRefused }: ImportOptions): void {
  if (refused) say(`refused lines and why: ${file}.rejected`);
  if (refusedBefore && !retryRefused)
    say(
      `${refusedBefore} of them were refused by an earlier run of this file and stay so; ` +
        `--retry-refused decides them anew`,
    );
}

function sizeOf(file: string): number {
  try {
    const { size, ...stat } = statOf(file);
    if (!stat.isFile) throw new Error('it is no file');
    accessSync(file, constants.R_OK);
    return size;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure(`${file} cannot be read: ${why}`, exitCodes.noInput, { cause: error });
  }
}

const statOf = (file: string) => {
  const stat = statSync(file);
  return { size: stat.size, isFile: stat.isFile() };
};

const seconds = (milliseconds: number): string => (milliseconds / 1_000).toFixed(1);
