import { setImmediate as others } from 'node:timers/promises';
import type { CommandName } from '../../application/commands.js';
import { derivedId } from '../../application/derived-id.js';
import { participationStream } from '../../event-codec/streams.js';
import type { Rulebooks } from '../../rulebook/rulebook.js';
import type { Actor } from '../../terms/actor.js';
import { addWorkingDays } from '../../rulebook/working-days.js';
import { addDays, dayOf, epochOf, startOfDay, toInstant, type Day } from '../../terms/times.js';
import type { Offices } from '../cast/offices.js';
import type { Random } from '../random.js';
import { Agenda } from './agenda.js';
import type { FieldsOf, Step } from './step.js';
import type { WorkCalendar } from './work-calendar.js';

/** A step that was noted, and the ids that its events will bear. */
export class Noted {
  constructor(private readonly commandId: string) {}

  /** Id of the command's n-th event in a participation's stream. */
  eventId(participationId: string, index = 0): string {
    return this.eventIn(participationStream(participationId), index);
  }

  /** Id of the command's n-th event in some stream. */
  eventIn(stream: string, index = 0): string {
    return derivedId(this.commandId, `${stream}/${index}`);
  }

  /** Id of the risk that the command raises, should it raise one. */
  get riskId(): string {
    return derivedId(this.commandId, 'riskId');
  }
}

export interface When {
  /** Not before this moment. */
  readonly after?: number;
  /** Not before this round of the day. */
  readonly round?: number;
}

/** The time that is lived through, and everything that is done in it. */
export class Chronicle {
  readonly steps: Step[] = [];
  private readonly agenda = new Agenda();
  private day = { at: Number.NaN, is: '' };

  constructor(
    readonly seed: string,
    readonly calendar: WorkCalendar,
    readonly offices: Offices,
    readonly rulebooks: Rulebooks,
  ) {}

  get now(): number {
    return this.agenda.now;
  }

  get today(): Day {
    const { now } = this;
    if (now !== this.day.at) this.day = { at: now, is: dayOf(toInstant(now)) };
    return this.day.is;
  }

  /** Somebody does something on a day, or on the next on which people work. */
  on(day: Day, random: Random, action: () => void, { after = 0, round = 0 }: When = {}): void {
    this.agenda.at(this.calendar.moment(day, Math.max(after, this.now), random, round), action);
  }

  /** The same, working days from today. */
  in(days: number, random: Random, action: () => void, when?: When): void {
    this.on(days ? addWorkingDays(this.today, days) : this.today, random, action, when);
  }

  /** As soon as what is recorded now stands. */
  next(action: () => void): void {
    this.agenda.at(this.calendar.nextMoment(this.now), action);
  }

  record<N extends CommandName>(
    line: string,
    random: Random,
    actor: Actor,
    command: N,
    fields: FieldsOf<N>,
  ): Noted {
    const commandId = random.uuid();
    const { now: at } = this;
    this.steps.push({ at, line, actor, command, fields, commandId, correlationId: random.uuid() });
    return new Noted(commandId);
  }

  /** Lives through everything up to the calendar's end, a week at a time so that others have a turn. */
  async live(stop: AbortSignal): Promise<void> {
    const { from, end } = this.calendar;
    for (let day = addDays(from, 7); !stop.aborted; day = addDays(day, 7)) {
      this.agenda.run(Math.min(end, epochOf(startOfDay(day))));
      if (epochOf(startOfDay(day)) >= end) return;
      await others();
    }
  }
}
