import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { proofsOfDelivery, type ProofOfDelivery } from '../../terms/catalogues.js';
import { Code, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { ProviderCases } from './provider-cases.js';

/** Warns the provider (Abmahnung) upon a finding. */
export class IssueWarning extends Recording {
  @Id()
  readonly caseId!: string;

  @Text()
  readonly warning!: string;

  @Code(proofsOfDelivery)
  readonly proofOfDelivery!: ProofOfDelivery;
}

@CommandHandler(IssueWarning)
export class IssueWarningHandler implements ICommandHandler<IssueWarning> {
  constructor(private readonly cases: ProviderCases) {}

  execute(command: IssueWarning): Promise<Receipt> {
    const { caseId, ...fields } = ownFields(command);
    return this.cases.record(caseId, { command, decided: { type: 'IssueWarning', ...fields } });
  }
}
