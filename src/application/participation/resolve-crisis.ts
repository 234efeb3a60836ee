import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { crisisResults, type CrisisResult } from '../../terms/catalogues.js';
import { Code, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Participations } from './participations.js';

/** A crisis is over. */
export class ResolveCrisis extends Recording {
  @Id()
  readonly participationId!: string;

  @Id()
  readonly crisisId!: string;

  @Code(crisisResults)
  readonly result!: CrisisResult;

  @Text({ optional: true })
  readonly note?: string;
}

@CommandHandler(ResolveCrisis)
export class ResolveCrisisHandler implements ICommandHandler<ResolveCrisis> {
  constructor(private readonly participations: Participations) {}

  execute(command: ResolveCrisis): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    return this.participations.record(participationId, {
      command,
      decided: { type: 'ResolveCrisis', ...fields },
    });
  }
}
