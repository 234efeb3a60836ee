import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Day } from '../../terms/times.js';
import { DayField, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Participations } from './participations.js';

/** The client has started. */
export class ConfirmStart extends Recording {
  @Id()
  readonly participationId!: string;

  @DayField()
  readonly startedOn!: Day;

  @Text({ optional: true })
  readonly note?: string;

  override assertedDay(): Day {
    return this.startedOn;
  }
}

@CommandHandler(ConfirmStart)
export class ConfirmStartHandler implements ICommandHandler<ConfirmStart> {
  constructor(private readonly participations: Participations) {}

  execute(command: ConfirmStart): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    return this.participations.record(participationId, {
      command,
      decided: { type: 'ConfirmStart', ...fields },
    });
  }
}
