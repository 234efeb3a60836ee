import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dropoutReasons, type DropoutReason } from '../../terms/catalogues.js';
import type { Day } from '../../terms/times.js';
import { Code, DayField, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Participations } from './participations.js';

/** It broke off: three reasons side by side, never merged. */
export class ConfirmDropout extends Recording {
  @Id()
  readonly participationId!: string;

  @DayField()
  readonly endedOn!: Day;

  @Code(dropoutReasons)
  readonly providerReason!: DropoutReason;

  @Code(dropoutReasons)
  readonly clientReason!: DropoutReason;

  @Code(dropoutReasons)
  readonly adviserFinding!: DropoutReason;

  @Text({ optional: true })
  readonly note?: string;

  @Text({
    optional: true,
    most: 64,
    description: 'The sender’s own code, where it was mapped to one of the catalogue.',
  })
  readonly rawCode?: string;

  override assertedDay(): Day {
    return this.endedOn;
  }
}

@CommandHandler(ConfirmDropout)
export class ConfirmDropoutHandler implements ICommandHandler<ConfirmDropout> {
  constructor(private readonly participations: Participations) {}

  execute(command: ConfirmDropout): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    return this.participations.record(participationId, {
      command,
      decided: { type: 'ConfirmDropout', ...fields },
    });
  }
}
