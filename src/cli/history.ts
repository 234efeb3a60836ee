import { isPurpose } from '../access-log/access-log.js';
import type { Clock } from '../clock.js';
import type { Config } from '../config.js';
import { EventLog } from '../event-codec/event-log.js';
import { idIn, participationStream, rulebookStream } from '../event-codec/streams.js';
import { versionsIn } from '../rulebook/decide.js';
import type { RulebookEntry } from '../rulebook/events.js';
import { Rulebooks } from '../rulebook/rulebook.js';
import { endOfDay, epochOf, isDay, parseInstant, toInstant, type Instant } from '../terms/times.js';
import type { Axes } from '../views/case-history/axes.js';
import { caseHistory } from '../views/case-history/case-history.js';
import { toText } from '../views/case-history/to-text.js';
import { exitCodes, type ExitCode } from './exit-codes.js';
import { Failure } from './failure.js';
import { withAccessLog, withStore } from './opened-store.js';

/** The axes as they were given, a day, which means its end, or a time; and what it is read for. */
export interface HistoryOptions {
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly recordedBy?: string;
  readonly purpose?: string;
}

type History = Parameters<typeof caseHistory>[0];

/**
 * Prints everything about one participation for people to read, also beside a server. That it was read is logged
 * first: what cannot be logged is not told.
 * @throws AccessLogUnavailable
 */
export async function history(
  participationId: string,
  { purpose, ...options }: HistoryOptions,
  config: Config,
  clock: Clock,
): Promise<ExitCode> {
  const axes = axesIn(options);
  checkPurpose(purpose);
  const unknown = new Failure(
    `there is no participation ${JSON.stringify(participationId)}`,
    exitCodes.refused,
  );
  const { entries, rulebooks } = await withStore(config, unknown, store =>
    readFrom(participationId, new EventLog(store)),
  );
  if (entries.length === 0) throw unknown;
  await logRead(entries as History, config, toInstant(clock.now()), purpose);
  process.stdout.write(`${toText(caseHistory(entries as History, axes, rulebooks))}\n`);
  return exitCodes.ok;
}

async function readFrom(participationId: string, log: EventLog) {
  const rulebooks = new Rulebooks();
  rulebooks.add(versionsIn((await log.readStream(rulebookStream)) as readonly RulebookEntry[]));
  return { entries: await log.readStream(participationStream(participationId)), rulebooks };
}

const logRead = (entries: History, config: Config, at: Instant, purpose: string | undefined) =>
  withAccessLog(config, log =>
    log.append({
      at,
      reader: { subject: 'operator', role: 'system', organisation: null },
      operation: 'teilhabe history',
      purpose: purpose ?? null,
      aboutReader: null,
      participationIds: [idIn(entries[0]!.stream)],
      clientIds: entries.flatMap(entry => (entry.type === 'MeasureOffered' ? [entry.data.clientId] : [])),
      caseIds: [],
    }),
  );

function checkPurpose(purpose: string | undefined): void {
  if (purpose !== undefined && !isPurpose(purpose))
    throw new Failure('--purpose must be 1 to 500 visible characters', exitCodes.usage);
}

/** @throws Failure that names every option at fault */
function axesIn(options: Omit<HistoryOptions, 'purpose'>): Axes {
  const names = { asOf: '--as-of', knownAt: '--known-at', recordedBy: '--recorded-by' } as const;
  const given = Object.entries(options) as [keyof typeof names, string][];
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
