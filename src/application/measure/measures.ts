import { Injectable } from '@nestjs/common';
import type { DeficiencyCategory, DeficiencySeverity } from '../../terms/catalogues.js';
import { contradictions } from '../../measure/amendment.js';
import type { MeasureCommand } from '../../measure/commands.js';
import { decideMeasure } from '../../measure/decide.js';
import type { FreedBecause, MeasureEntry } from '../../measure/events.js';
import { deficientAt, evolveMeasure, toWeigh, unknownMeasure, type Measure } from '../../measure/measure.js';
import { growing } from '../../terms/growing.js';
import { reject, type Rejection } from '../../terms/rejection.js';
import type { Instant } from '../../terms/times.js';
import { BySystem } from '../by-system.js';
import { InvalidInput } from '../command-errors.js';
import { Histories } from '../histories.js';
import { Journal } from '../journal.js';
import { Providers } from '../provider/providers.js';
import type { Origin, Receipt, Recording } from '../recording.js';
import { Refused } from '../refused.js';
import { measureStream, providerStream } from '../../event-codec/streams.js';
import { isSo, originOf, type ByEventElsewhere } from './following.js';

/** A measure's stream is long, with two entries a place. */
const foldMeasure = growing<MeasureEntry, Measure>(
  (state, since) => since.reduce(evolveMeasure, state),
  history => history.reduce(evolveMeasure, unknownMeasure),
);
const fold = (history: readonly unknown[]): Measure => foldMeasure(history as readonly MeasureEntry[]);

/** The event elsewhere, whose times and command the measure's follows. */
export interface PlaceCause {
  readonly origin: Origin;
  readonly occurredAt: string;
  readonly learnedAt: string;
}

export interface NotedDeficiency {
  readonly caseId: string;
  readonly category: DeficiencyCategory;
  readonly severity: DeficiencySeverity;
}

type ByOffice = MeasureCommand<
  | 'AmendMeasure'
  | 'ReviewMeasure'
  | 'RecordInstruction'
  | 'ObjectToInstruction'
  | 'PauseAssignments'
  | 'ResumeAssignments'
>;

@Injectable()
export class Measures {
  constructor(
    private readonly journal: Journal,
    private readonly histories: Histories,
    private readonly providers: Providers,
  ) {}

  async state(measureId: string): Promise<{ readonly measure: Measure; readonly revision: number }> {
    const history = await this.histories.of(measureStream(measureId));
    return { measure: fold(history), revision: history.length - 1 };
  }

  /** The cases of deficiencies to be weighed in what occurs at a moment; without one, now. */
  async toWeigh(measureId: string, at?: Instant): Promise<readonly string[]> {
    const history = await this.history(measureId);
    const measure = at === undefined ? fold(history) : deficientAt(history, at);
    return measure.status === 'unknown' ? [] : toWeigh(measure);
  }

  /** Everything recorded about one measure; empty where there is none. */
  async history(measureId: string): Promise<readonly MeasureEntry[]> {
    return (await this.histories.of(measureStream(measureId))) as readonly MeasureEntry[];
  }

  async register(
    measureId: string,
    command: Recording,
    decided: MeasureCommand<'RegisterMeasure'>,
  ): Promise<Receipt> {
    const { providerId } = decided;
    const provider = await this.providers.registered(providerId);
    return this.journal.record({
      stream: measureStream(measureId),
      command,
      id: measureId,
      about: () => ({ measureId, providerId, reads: { [providerStream(providerId)]: provider.revision } }),
      decide: (history, _, issued) =>
        provider.registered
          ? decideMeasure(decided, fold(history), issued)
          : reject('unknown-provider', 'there is no such provider'),
    });
  }

  /**
   * @param reads other streams that the decision read, with their revisions
   * @throws InvalidInput where an amendment would contradict what it leaves
   */
  record(
    measureId: string,
    command: Recording,
    decided: ByOffice,
    reads: Readonly<Record<string, number>> = {},
  ): Promise<Receipt> {
    return this.journal.record({
      stream: measureStream(measureId),
      command,
      about: history => ({
        ...this.about(measureId, fold(history)),
        ...(Object.keys(reads).length ? { reads } : {}),
      }),
      decide: (history, _, issued) => {
        const state = fold(history);
        if (decided.type === 'AmendMeasure' && state.status === 'registered') {
          const faults = contradictions(decided, state);
          if (faults.length) throw new InvalidInput(faults);
        }
        return decideMeasure(decided, state, issued);
      },
    });
  }

  /**
   * Takes a place for a participation. One that holds a place already keeps it: a retry is no second place.
   * @param restored given back by a mistake that is annulled: a pause does not stand against it
   */
  async takePlace(
    measureId: string,
    participationId: string,
    cause: PlaceCause,
    restored = false,
  ): Promise<Rejection | undefined> {
    const taking = { type: 'TakePlace', participationId, ...(restored ? { restored } : {}) } as const;
    const refused = await this.change(measureId, taking, cause);
    return refused === alreadySo ? undefined : refused;
  }

  /** Gives a place back. @returns false where none was held */
  freePlace(
    measureId: string,
    participationId: string,
    because: FreedBecause,
    cause: PlaceCause,
  ): Promise<boolean> {
    return this.follow(measureId, { type: 'FreePlace', participationId, because }, cause);
  }

  /** Notes what a case found, or that it is found to be of another severity. @returns false where it was noted so */
  noteDeficiency(measureId: string, noted: NotedDeficiency, cause: PlaceCause): Promise<boolean> {
    return this.follow(measureId, { type: 'NoteDeficiency', ...noted }, cause);
  }

  /** Lifts what a case had found. @returns false where nothing of it was noted */
  liftDeficiency(measureId: string, caseId: string, cause: PlaceCause): Promise<boolean> {
    return this.follow(measureId, { type: 'LiftDeficiency', caseId }, cause);
  }

  /** @throws Refused where the measure says no; what is so already is none */
  private async follow(measureId: string, command: ByEventElsewhere, cause: PlaceCause): Promise<boolean> {
    const refused = await this.change(measureId, command, cause);
    if (refused && refused !== alreadySo) throw new Refused(refused);
    return refused !== alreadySo;
  }

  /** @returns why not; `alreadySo` where nothing was left to do */
  private async change(
    measureId: string,
    command: ByEventElsewhere,
    { origin, occurredAt, learnedAt }: PlaceCause,
  ): Promise<Rejection | undefined> {
    const { measure, revision } = await this.state(measureId);
    if (isSo(measure, command)) return alreadySo;
    try {
      await this.journal.record({
        stream: measureStream(measureId),
        command: new BySystem(originOf(origin, `${command.type}/${revision}`), occurredAt, learnedAt),
        about: () => this.about(measureId, measure),
        decide: (history, _, issued) => {
          const now = fold(history);
          // Somebody was faster with the same thing: nothing is left to do.
          return isSo(now, command) ? alreadySo : decideMeasure(command, now, issued);
        },
      });
    } catch (error) {
      if (error instanceof Refused) return error.rejection;
      throw error;
    }
    return undefined;
  }

  private about(measureId: string, measure: Measure) {
    return { measureId, ...(measure.status === 'registered' ? { providerId: measure.providerId } : {}) };
  }
}

const alreadySo = reject('already-recorded', 'it is as it should be');
