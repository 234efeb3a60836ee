import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Documents } from './case-fields.js';
import { ProviderCases } from './provider-cases.js';

/** Reports that what was demanded is cured: by the provider, or by the office on its behalf. */
export class ReportCure extends Recording {
  @Id()
  readonly caseId!: string;

  @Id()
  readonly demandId!: string;

  @Text({ description: 'What was done.' })
  readonly cure!: string;

  @Documents({ optional: true })
  readonly documents?: string[];
}

@CommandHandler(ReportCure)
export class ReportCureHandler implements ICommandHandler<ReportCure> {
  constructor(private readonly cases: ProviderCases) {}

  execute(command: ReportCure): Promise<Receipt> {
    const { caseId, documents = [], ...fields } = ownFields(command);
    return this.cases.record(caseId, { command, decided: { type: 'ReportCure', ...fields, documents } });
  }
}
