import { Injectable } from '@nestjs/common';
import type { DomainEntry } from '../../event-codec/domain-event.js';
import type { NewEntry } from '../../event-codec/event-codec.js';
import { StoreUnavailable } from '../../event-store/event-store.js';
import type { FreedBecause } from '../../measure/events.js';
import type { ParticipationCommand } from '../../participation/commands.js';
import { decide } from '../../participation/decide.js';
import type { ParticipationEntry } from '../../participation/events.js';
import { effective, rewrites } from '../../participation/effective.js';
import { evolve, stateOf } from '../../participation/evolve.js';
import { holdsPlace, type Participation } from '../../participation/state.js';
import type { Rulebook } from '../../rulebook/rulebook.js';
import type { Rejection } from '../../terms/rejection.js';
import { Histories } from '../histories.js';
import { Journal } from '../journal.js';
import { Measures } from '../measure/measures.js';
import type { Receipt, Recording } from '../recording.js';
import { participationStream } from '../../event-codec/streams.js';
import { Turns } from '../../turns.js';

export interface Recordable {
  readonly command: Recording;
  readonly decided: ParticipationCommand;
  /** What the receipt names; without it, the id of the first event. */
  readonly id?: string;
  /** Other streams that the decision read, with their revisions. */
  readonly reads?: Readonly<Record<string, number>>;
}

/** A participation as it stood before something was recorded, and as it stands with it. */
interface Around {
  readonly participationId: string;
  readonly before: Participation;
  readonly after: Participation;
}

const asEntries = (history: readonly DomainEntry[]): readonly ParticipationEntry[] =>
  history as readonly ParticipationEntry[];

/** Why a place is given back, by what put the participation out of it. */
function freedBecause(entries: readonly NewEntry[]): FreedBecause {
  switch (entries[0]!.type) {
    case 'NoShowReported':
      return 'no-show';
    case 'OfferDeclined':
      return 'declined';
    case 'OfferWithdrawn':
      return 'withdrawn';
    case 'ConsentWithdrawn':
      return 'consent-withdrawn';
    case 'ParticipationCompleted':
      return 'completed';
    case 'ParticipationDroppedOut':
      return 'dropped-out';
    default:
      return 'annulled';
  }
}

/** Participations, and the places of measures that follow them: taken before, freed after what is recorded. */
@Injectable()
export class Participations {
  constructor(
    private readonly journal: Journal,
    private readonly histories: Histories,
    private readonly measures: Measures,
    private readonly turns: Turns,
  ) {}

  /** Everything recorded about one participation; empty where there is none. */
  async history(participationId: string): Promise<readonly ParticipationEntry[]> {
    return asEntries(await this.histories.of(participationStream(participationId)));
  }

  /** The history once every command for it that has begun is done: nothing recorded by now is still under way. */
  settledHistory(participationId: string): Promise<readonly ParticipationEntry[]> {
    return this.inTurn(participationId, () => this.history(participationId));
  }

  /** Does something while no command for it is under way. */
  inTurn<Result>(participationId: string, work: () => Promise<Result>): Promise<Result> {
    return this.turns.take(participationStream(participationId), work);
  }

  async state(participationId: string): Promise<Participation> {
    return stateOf(await this.history(participationId));
  }

  /** True while a place of this measure belongs to it: a voucher may have gone to another one since. */
  async holdsPlace(participationId: string, measureId: string): Promise<boolean> {
    const state = await this.state(participationId);
    return state.phase !== 'none' && state.measureId === measureId && holdsPlace(state);
  }

  record(participationId: string, { command, decided, id, reads }: Recordable): Promise<Receipt> {
    return this.journal.record({
      stream: participationStream(participationId),
      command,
      ...(id === undefined ? {} : { id }),
      decide: (history, rules, issued) =>
        decide(decided, asEntries(history), this.rulesOf(decided, asEntries(history)) ?? rules, issued),
      about: (history, facts) => ({
        ...this.about(history, facts),
        ...(reads && Object.keys(reads).length ? { reads } : {}),
      }),
      before: (history, entries) =>
        this.takePlace(command, entries, this.around(participationId, history, entries)),
      after: async (history, entries) => {
        const around = this.around(participationId, history, entries);
        await this.keepPlace(command, entries, around);
        await this.freePlace(command, entries, around);
      },
    });
  }

  /** What a correction states is held against the rulebook of when that occurred. */
  private rulesOf(
    decided: ParticipationCommand,
    history: readonly ParticipationEntry[],
  ): Rulebook | undefined {
    if (decided.type !== 'CorrectEntry') return undefined;
    const entry = effective(history).find(({ id }) => id === decided.eventId);
    return entry && this.journal.rulesAt(entry.occurredAt);
  }

  private about(history: readonly DomainEntry[], facts: readonly { type: string; data: object }[]) {
    const named = facts.find(({ type }) => type === 'MeasureOffered' || type === 'VoucherRedeemed');
    const offered = named?.data ?? stateOf(asEntries(history));
    const { measureId, providerId } = offered as { measureId?: string; providerId?: string };
    return { ...(measureId ? { measureId } : {}), ...(providerId ? { providerId } : {}) };
  }

  private async takePlace(
    command: Recording,
    entries: readonly NewEntry[],
    { before, after, participationId }: Around,
    // An annulment brings back what was there before a pause; it assigns nobody.
    restored = entries.some(({ type }) => type === 'EntryCorrected' || type === 'EntryAnnulled'),
  ): Promise<Rejection | undefined> {
    if (holdsPlace(before) || !holdsPlace(after) || after.phase === 'none') return undefined;
    if (after.measureId === undefined) return undefined;
    const { occurredAt, learnedAt } = entries[0]!;
    const cause = { origin: command.origin, occurredAt, learnedAt };
    return this.measures.takePlace(after.measureId, participationId, cause, restored);
  }

  /**
   * A process that stood still between taking the place and recording who has it finds the place freed, by another
   * that took it for half-taken: then it is taken again.
   */
  private async keepPlace(command: Recording, entries: readonly NewEntry[], around: Around): Promise<void> {
    try {
      await this.takePlace(command, entries, around, true);
    } catch (error) {
      // What is recorded stands, most likely with its place.
      if (!(error instanceof StoreUnavailable)) throw error;
    }
  }

  private async freePlace(
    command: Recording,
    entries: readonly NewEntry[],
    { before, after, participationId }: Around,
  ): Promise<void> {
    if (!holdsPlace(before) || holdsPlace(after) || before.phase === 'none') return;
    if (before.measureId === undefined) return;
    const { occurredAt, learnedAt } = entries[0]!;
    const cause = { origin: command.origin, occurredAt, learnedAt };
    try {
      await this.measures.freePlace(before.measureId, participationId, freedBecause(entries), cause);
    } catch (error) {
      // What is recorded stands; a policy frees the place that the store could not take note of now.
      if (!(error instanceof StoreUnavailable)) throw error;
    }
  }

  private around(
    participationId: string,
    history: readonly DomainEntry[],
    entries: readonly NewEntry[],
  ): Around {
    const added = entries.map((entry, index) => ({
      ...entry,
      stream: '',
      revision: history.length + index,
      position: '',
    })) as readonly ParticipationEntry[];
    const before = stateOf(asEntries(history));
    return {
      participationId,
      before,
      after: added.some(rewrites) ? stateOf([...asEntries(history), ...added]) : added.reduce(evolve, before),
    };
  }
}
