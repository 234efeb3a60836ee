import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  completionResults,
  gains,
  handOverTargets,
  type CompletionResult,
  type Gain,
  type HandOverTarget,
} from '../../terms/catalogues.js';
import type { Day } from '../../terms/times.js';
import { Code, Codes, DayField, Id, ListOf, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Participations } from './participations.js';

/** Who goes on with a crisis that is still open at the end. */
export class CrisisHandOver {
  @Id()
  readonly crisisId!: string;

  @Code(handOverTargets)
  readonly to!: HandOverTarget;
}

/** It came to its end, with a hand-over for each crisis still open. */
export class CompleteParticipation extends Recording {
  @Id()
  readonly participationId!: string;

  @DayField()
  readonly endedOn!: Day;

  @Code(completionResults)
  readonly result!: CompletionResult;

  @Codes(gains, { optional: true })
  readonly gains?: Gain[];

  @ListOf(CrisisHandOver, { optional: true, most: 100 })
  readonly handOvers?: CrisisHandOver[];

  @Text({ optional: true })
  readonly note?: string;

  override assertedDay(): Day {
    return this.endedOn;
  }
}

@CommandHandler(CompleteParticipation)
export class CompleteParticipationHandler implements ICommandHandler<CompleteParticipation> {
  constructor(private readonly participations: Participations) {}

  execute(command: CompleteParticipation): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    return this.participations.record(participationId, {
      command,
      decided: { type: 'CompleteParticipation', ...fields },
    });
  }
}
