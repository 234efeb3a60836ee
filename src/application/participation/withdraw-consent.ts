import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { derivedId } from '../derived-id.js';
import { Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Participations } from './participations.js';

/** The client withdraws consent. Before the start this leads back to the offer; after it, to a dropout risk. */
export class WithdrawConsent extends Recording {
  @Id()
  readonly participationId!: string;

  @Text({ optional: true })
  readonly reason?: string;

  @Text({ optional: true })
  readonly statement?: string;
}

@CommandHandler(WithdrawConsent)
export class WithdrawConsentHandler implements ICommandHandler<WithdrawConsent> {
  constructor(private readonly participations: Participations) {}

  execute(command: WithdrawConsent): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    const riskId = derivedId(command.origin.commandId, 'riskId');
    return this.participations.record(participationId, {
      command,
      decided: { type: 'WithdrawConsent', ...fields, riskId },
    });
  }
}
