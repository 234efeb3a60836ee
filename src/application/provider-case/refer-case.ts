import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { referralTargets, type ReferralTarget } from '../../terms/catalogues.js';
import { Code, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { ProviderCases } from './provider-cases.js';

/** Refers the case to another body. The provider does not learn of it from here. */
export class ReferCase extends Recording {
  @Id()
  readonly caseId!: string;

  @Code(referralTargets)
  readonly to!: ReferralTarget;

  @Text({ optional: true })
  readonly note?: string;
}

@CommandHandler(ReferCase)
export class ReferCaseHandler implements ICommandHandler<ReferCase> {
  constructor(private readonly cases: ProviderCases) {}

  execute(command: ReferCase): Promise<Receipt> {
    const { caseId, ...fields } = ownFields(command);
    return this.cases.record(caseId, { command, decided: { type: 'ReferCase', ...fields } });
  }
}
