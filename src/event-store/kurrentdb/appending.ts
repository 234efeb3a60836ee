import { setTimeout as pause } from 'node:timers/promises';
import { jsonEvent, NO_STREAM, type AppendResult } from '@eventstore/db-client';
import type { AppendReceipt, EventData, ExpectedRevision, StoredEvent } from '../event-store.js';
import { OutcomeUnknown, RevisionConflict, StoreUnavailable } from '../event-store.js';
import { meaningOf, translated, type Meaning } from './errors.js';
import { KnownStream, type KnownStreams } from './known-streams.js';
import type { Lines } from './lines.js';
import { isKnown, toPosition } from './position.js';
import type { Reading } from './reading.js';
import type { StreamNames } from './stream-names.js';
import { Turns } from '../../turns.js';

export interface AppendTimes {
  /** Milliseconds for one attempt. */
  readonly attempt: number;
  /** Milliseconds for all attempts of one append; what is not known then is told as OutcomeUnknown. */
  readonly total: number;
}

/** Milliseconds of the first pause, and of the longest. */
const shortestPause = 20;
const longestPause = 1000;

/**
 * Appends expect exactly the revision up to which the stream's ids are known: where the database takes one, nobody
 * wrote in between, and none of its ids stood. So an append may be sent again and again until its answer arrives,
 * and one that was lost on the way and arrives late is refused or recognised by the database.
 */
export class Appending {
  private readonly turns = new Turns();

  constructor(
    private readonly lines: Lines,
    private readonly reading: Reading,
    private readonly names: StreamNames,
    private readonly known: KnownStreams,
    private readonly times: AppendTimes,
  ) {}

  /** One after the other in each stream. @throws RevisionConflict, OutcomeUnknown, StoreUnavailable, TypeError (too large) */
  append(stream: string, expected: ExpectedRevision, events: readonly EventData[]): Promise<AppendReceipt> {
    return this.turns.take(stream, () => this.settle(stream, expected, events));
  }

  /** Resolves when no append is under way. */
  idle(): Promise<void> {
    return this.turns.idle();
  }

  private async settle(
    stream: string,
    expected: ExpectedRevision,
    events: readonly EventData[],
  ): Promise<AppendReceipt> {
    const ends = performance.now() + this.times.total;
    const ids = events.map(event => event.id);
    const doing = `append to the stream ${stream}`;
    const kept = this.known.of(stream);
    let known = kept ?? new KnownStream();
    // whether it is to be read before anything else, and whether it was since the last attempt
    let [stale, fresh] = [kept === undefined && expected !== 'no-stream', false];
    let maybeDone = false;
    for (let tries = 0; ;) {
      let sent = false;
      try {
        if (stale) {
          known = await this.caughtUp(stream, known);
          [stale, fresh] = [false, true];
        }
        if (isFree(known, expected, ids)) {
          [sent, fresh] = [true, false];
          return await this.write(stream, known, events, ends);
        }
        if (fresh) return await this.receipt(stream, expected, ids, known);
        stale = true;
      } catch (error) {
        if (error instanceof RevisionConflict) throw error;
        const meaning = meaningOf(error, doing);
        maybeDone ||= sent && mayBeDone(meaning);
        if (!isWorthAnother(meaning, sent, maybeDone) || performance.now() >= ends)
          throw maybeDone ? new OutcomeUnknown(stream, { cause: error }) : translated(error, doing);
        // others write to the stream too: the first time this is seen there is no need to wait
        if (tries++ > 0 || meaning.is !== 'conflict') await pause(pauseAfter(tries));
        stale = true;
      }
    }
  }

  /** What stands in the stream now. What was known before is read again from its last event on, to see that it fits. */
  private async caughtUp(stream: string, known: KnownStream | undefined): Promise<KnownStream> {
    const from = Math.max(known?.last ?? 0, 0);
    const events = await this.reading.stream(stream, from, 'forward');
    if (known?.lastId !== undefined && events[0]?.id !== known.lastId) {
      this.known.forget(stream);
      return this.caughtUp(stream, undefined);
    }
    const learned = known ?? new KnownStream();
    learned.learn(from, idsOf(events));
    this.known.keep(stream, learned);
    return learned;
  }

  private async write(
    stream: string,
    known: KnownStream,
    events: readonly EventData[],
    ends: number,
  ): Promise<AppendReceipt> {
    const { attempt } = this.times;
    // one that has no time left would end in doubt for nothing
    const within = Math.max(Math.min(attempt, ends - performance.now()), attempt / 4);
    const { last } = known;
    const result = await this.lines.call(
      client => ({
        answer: client.appendToStream(this.names.stored(stream), events.map(jsonEvent), {
          expectedRevision: last < 0 ? NO_STREAM : BigInt(last),
          requiresLeader: true,
          // for the server; here it would come before ours, which may wait longer and counts who does not answer
          deadline: 2 * within,
        }),
      }),
      within,
    );
    known.learn(last + 1, idsOf(events));
    this.known.keep(stream, known);
    return this.receiptOf(stream, result);
  }

  private async receiptOf(stream: string, result: AppendResult): Promise<AppendReceipt> {
    const revision = Number(result.nextExpectedRevision);
    const { position } = result;
    return isKnown(position)
      ? { revision, position: toPosition(position) }
      : this.receiptAt(stream, revision);
  }

  private async receiptAt(stream: string, revision: number): Promise<AppendReceipt> {
    const [event] = await this.reading.stream(stream, revision, 'forward', 1);
    if (!event) throw new StoreUnavailable(`the stream ${stream} lacks its event ${revision}`);
    return { revision, position: event.position };
  }

  /** All stand: where the last of them does. @throws RevisionConflict where only some do, or none */
  private async receipt(
    stream: string,
    expected: ExpectedRevision,
    ids: readonly string[],
    known: KnownStream,
  ): Promise<AppendReceipt> {
    const revisions = ids.flatMap(id => known.revisionOf(id) ?? []);
    if (revisions.length < ids.length) throw new RevisionConflict(stream, expected, known.last);
    return this.receiptAt(stream, Math.max(...revisions));
  }
}

/** Whether the append can be tried: none of its ids stands, and the stream is where it expects it. */
function isFree(known: KnownStream, expected: ExpectedRevision, ids: readonly string[]): boolean {
  if (ids.some(id => known.revisionOf(id) !== undefined)) return false;
  if (expected === 'any') return true;
  return known.last === (expected === 'no-stream' ? -1 : expected);
}

const mayBeDone = (meaning: Meaning): boolean => meaning.is === 'trouble' && meaning.mayBeDone;

/**
 * An append of which nothing can have been done fails at once, unless another node is to be asked. One that may be
 * done is followed up as long as there is time, whatever goes wrong meanwhile.
 */
function isWorthAnother(meaning: Meaning, sent: boolean, maybeDone: boolean): boolean {
  return maybeDone || (sent && (meaning.is === 'conflict' || meaning.is === 'not-leader'));
}

/** Not the same for all who were refused at the same time. */
const pauseAfter = (tries: number): number =>
  Math.min(shortestPause * 2 ** (tries - 1), longestPause) * (0.5 + Math.random() / 2);

const idsOf = (events: readonly (EventData | StoredEvent)[]): readonly string[] => events.map(({ id }) => id);
