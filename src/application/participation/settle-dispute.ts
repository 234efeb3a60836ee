import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { disputeResults, type DisputeResult } from '../../terms/catalogues.js';
import { Code, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Participations } from './participations.js';

/** Settles a dispute; never by the author of the entry. */
export class SettleDispute extends Recording {
  @Id()
  readonly participationId!: string;

  @Id()
  readonly disputeId!: string;

  @Code(disputeResults)
  readonly result!: DisputeResult;

  @Text({ optional: true })
  readonly note?: string;
}

@CommandHandler(SettleDispute)
export class SettleDisputeHandler implements ICommandHandler<SettleDispute> {
  constructor(private readonly participations: Participations) {}

  execute(command: SettleDispute): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    return this.participations.record(participationId, {
      command,
      decided: { type: 'SettleDispute', ...fields },
    });
  }
}
