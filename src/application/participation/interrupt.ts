import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Day } from '../../terms/times.js';
import { DayField, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Participations } from './participations.js';

/** Interrupts the participation from a day on. */
export class Interrupt extends Recording {
  @Id()
  readonly participationId!: string;

  @DayField()
  readonly from!: Day;

  @Text()
  readonly reason!: string;

  override assertedDay(): Day {
    return this.from;
  }
}

@CommandHandler(Interrupt)
export class InterruptHandler implements ICommandHandler<Interrupt> {
  constructor(private readonly participations: Participations) {}

  execute(command: Interrupt): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    return this.participations.record(participationId, {
      command,
      decided: { type: 'Interrupt', ...fields },
    });
  }
}
