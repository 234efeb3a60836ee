import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { participationStream } from '../application/streams.js';
import type { Config } from '../config.js';
import { EventLog } from '../event-codec/event-log.js';
import { SqliteEventStore } from '../event-store/sqlite/sqlite-event-store.js';
import { endOfDay, epochOf, isDay, parseInstant, toInstant, type Instant } from '../terms/times.js';
import type { Axes } from '../views/case-history/axes.js';
import { caseHistory } from '../views/case-history/case-history.js';
import { toText } from '../views/case-history/to-text.js';
import { exitCodes, type ExitCode } from './exit-codes.js';
import { Failure } from './failure.js';

/** The axes as they were given: a day, which means its end, or a time. */
export interface HistoryOptions {
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly recordedBy?: string;
}

type History = Parameters<typeof caseHistory>[0];

/** Prints everything about one participation for people to read; it only reads, also beside a server. */
export async function history(
  participationId: string,
  options: HistoryOptions,
  { dataDir }: Config,
): Promise<ExitCode> {
  const axes = axesIn(options);
  const entries = await entriesOf(participationId, join(dataDir, 'events.db'));
  if (entries.length === 0)
    throw new Failure(`there is no participation ${JSON.stringify(participationId)}`, exitCodes.refused);
  process.stdout.write(`${toText(caseHistory(entries as History, axes))}\n`);
  return exitCodes.ok;
}

async function entriesOf(participationId: string, file: string) {
  if (!existsSync(file)) return [];
  const store = SqliteEventStore.open(file, { readonly: true });
  try {
    return await new EventLog(store).readStream(participationStream(participationId));
  } finally {
    await store.close();
  }
}

/** @throws Failure that names every option at fault */
function axesIn(options: HistoryOptions): Axes {
  const names = { asOf: '--as-of', knownAt: '--known-at', recordedBy: '--recorded-by' } as const;
  const given = Object.entries(options) as [keyof HistoryOptions, string][];
  const read = given.map(([axis, text]) => [axis, momentIn(text)] as const);
  const faults = read.filter(([, moment]) => moment === undefined).map(([axis]) => names[axis]);
  if (faults.length)
    throw new Failure(
      faults
        .map(name => `${name} must be a day (2026-03-31, its end) or a time (2026-03-31T09:00:00Z)`)
        .join('\n'),
      exitCodes.usage,
    );
  return Object.fromEntries(read);
}

/** A day is asked about as it ended, in Berlin. */
const momentIn = (text: string): Instant | undefined =>
  isDay(text) ? toInstant(epochOf(endOfDay(text)) - 1) : parseInstant(text);
