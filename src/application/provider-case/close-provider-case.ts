import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { caseClosings, type CaseClosing } from '../../terms/catalogues.js';
import { Code, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { ProviderCases } from './provider-cases.js';

/** Closes a case; afterwards it can only be read. */
export class CloseProviderCase extends Recording {
  @Id()
  readonly caseId!: string;

  @Code(caseClosings)
  readonly result!: CaseClosing;

  @Text({ optional: true })
  readonly note?: string;
}

@CommandHandler(CloseProviderCase)
export class CloseProviderCaseHandler implements ICommandHandler<CloseProviderCase> {
  constructor(private readonly cases: ProviderCases) {}

  execute(command: CloseProviderCase): Promise<Receipt> {
    const { caseId, ...fields } = ownFields(command);
    return this.cases.record(caseId, { command, decided: { type: 'CloseProviderCase', ...fields } });
  }
}
