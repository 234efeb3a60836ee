import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ownFields, type Receipt } from '../recording.js';
import { Delivered } from './delivered.js';
import { ProviderCases } from './provider-cases.js';

/** Invites the provider to make a statement, before anything is decided (§ 24 SGB X). */
export class InviteStatement extends Delivered {}

@CommandHandler(InviteStatement)
export class InviteStatementHandler implements ICommandHandler<InviteStatement> {
  constructor(private readonly cases: ProviderCases) {}

  async execute(command: InviteStatement): Promise<Receipt> {
    const { caseId, ...fields } = ownFields(command);
    const { region, reads } = await this.cases.regionOf(caseId);
    const decided = { type: 'InviteStatement', ...fields, region } as const;
    return this.cases.record(caseId, { command, decided, reads });
  }
}
