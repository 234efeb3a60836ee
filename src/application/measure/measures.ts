import { Injectable } from '@nestjs/common';
import type { FreedBecause, MeasureEntry } from '../../measure/events.js';
import {
  decideMeasure,
  evolveMeasure,
  unknownMeasure,
  type Measure,
  type MeasureCommand,
} from '../../measure/measure.js';
import { growing } from '../../terms/growing.js';
import { reject, type Rejection } from '../../terms/rejection.js';
import { derivedId } from '../derived-id.js';
import { Histories } from '../histories.js';
import { Journal } from '../journal.js';
import { Providers } from '../provider/providers.js';
import { Recording, type Origin, type Receipt } from '../recording.js';
import { Refused } from '../refused.js';
import { measureStream, providerStream } from '../streams.js';

/** A measure's stream is long, with two entries a place. */
const foldMeasure = growing<MeasureEntry, Measure>(
  (state, since) => since.reduce(evolveMeasure, state),
  history => history.reduce(evolveMeasure, unknownMeasure),
);
const fold = (history: readonly unknown[]): Measure => foldMeasure(history as readonly MeasureEntry[]);

/** What the measure's stream is told when a participation takes or gives back a place. */
class PlaceChange extends Recording {
  constructor(
    override readonly origin: Origin,
    override readonly occurredAt: string,
    override readonly learnedAt: string,
  ) {
    super();
  }
}

/** The participation's own event, whose times and command the place follows. */
export interface PlaceCause {
  readonly origin: Origin;
  readonly occurredAt: string;
  readonly learnedAt: string;
}

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

  async register(
    measureId: string,
    command: Recording,
    decided: MeasureCommand & { type: 'RegisterMeasure' },
  ): Promise<Receipt> {
    const { providerId } = decided;
    const provider = await this.providers.registered(providerId);
    return this.journal.record({
      stream: measureStream(measureId),
      command,
      id: measureId,
      about: () => ({ measureId, providerId, reads: { [providerStream(providerId)]: provider.revision } }),
      decide: history =>
        provider.registered
          ? decideMeasure(decided, fold(history))
          : reject('unknown-provider', 'there is no such provider'),
    });
  }

  /** Takes a place for a participation. One that holds a place already keeps it: a retry is no second place. */
  async takePlace(
    measureId: string,
    participationId: string,
    cause: PlaceCause,
  ): Promise<Rejection | undefined> {
    const refused = await this.change(measureId, { type: 'TakePlace', participationId }, true, cause);
    return refused === alreadySo ? undefined : refused;
  }

  /** Gives a place back. @returns false where none was held */
  async freePlace(
    measureId: string,
    participationId: string,
    because: FreedBecause,
    cause: PlaceCause,
  ): Promise<boolean> {
    const change = { type: 'FreePlace', participationId, because } as const;
    const refused = await this.change(measureId, change, false, cause);
    if (refused && refused !== alreadySo) throw new Refused(refused);
    return refused !== alreadySo;
  }

  /** @returns why not; `alreadySo` where nothing was left to do */
  private async change(
    measureId: string,
    command: MeasureCommand & { participationId: string },
    held: boolean,
    { origin, occurredAt, learnedAt }: PlaceCause,
  ): Promise<Rejection | undefined> {
    const { measure, revision } = await this.state(measureId);
    if (this.holds(measure, command.participationId) === held) return alreadySo;
    try {
      await this.journal.record({
        stream: measureStream(measureId),
        command: new PlaceChange(
          this.ownOrigin(origin, `${command.type}/${revision}`),
          occurredAt,
          learnedAt,
        ),
        about: () => ({
          measureId,
          ...(measure.status === 'registered' ? { providerId: measure.providerId } : {}),
        }),
        decide: history => {
          const now = fold(history);
          // Somebody was faster with the same participation: nothing is left to do.
          return this.holds(now, command.participationId) === held ? alreadySo : decideMeasure(command, now);
        },
      });
    } catch (error) {
      if (error instanceof Refused) return error.rejection;
      throw error;
    }
    return undefined;
  }

  /** Named after the revision it was decided on: a retry is the same change, a later change another. */
  private ownOrigin({ expectedRevision: _, commandId, ...origin }: Origin, purpose: string): Origin {
    const actor = { id: 'teilhabe', role: 'system' } as const;
    return { ...origin, actor, commandId: derivedId(commandId, purpose), causationId: commandId };
  }

  private holds(measure: Measure, participationId: string): boolean {
    return measure.status === 'registered' && measure.taken.has(participationId);
  }
}

const alreadySo = reject('already-recorded', 'the place is as it should be');
