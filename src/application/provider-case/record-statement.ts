import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Documents } from './case-fields.js';
import { ProviderCases } from './provider-cases.js';

/** Records the provider's statement: by itself, or by the office on its behalf. */
export class RecordStatement extends Recording {
  @Id()
  readonly caseId!: string;

  @Text({ most: 20_000 })
  readonly statement!: string;

  @Documents({ optional: true })
  readonly documents?: string[];
}

@CommandHandler(RecordStatement)
export class RecordStatementHandler implements ICommandHandler<RecordStatement> {
  constructor(private readonly cases: ProviderCases) {}

  execute(command: RecordStatement): Promise<Receipt> {
    const { caseId, documents = [], ...fields } = ownFields(command);
    return this.cases.record(caseId, { command, decided: { type: 'RecordStatement', ...fields, documents } });
  }
}
