import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  deficiencyCategories,
  deficiencySeverities,
  type DeficiencyCategory,
  type DeficiencySeverity,
} from '../../terms/catalogues.js';
import type { Day } from '../../terms/times.js';
import { Code, DayField, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { ProviderCases } from './provider-cases.js';

/** Establishes what is found, upon everything that speaks against and for the provider. */
export class EstablishFinding extends Recording {
  @Id()
  readonly caseId!: string;

  @Code(deficiencyCategories)
  readonly category!: DeficiencyCategory;

  @Code(deficiencySeverities)
  readonly severity!: DeficiencySeverity;

  @Code(['weighed', 'none-found'], {
    description: 'What came of looking for what speaks for the provider: weighed if the case has any.',
  })
  readonly exculpatory!: 'weighed' | 'none-found';

  @DayField({ optional: true, description: 'The day of a breach that came after the one first observed.' })
  readonly breachedOn?: Day;

  @Text({ description: 'The concrete finding; the provider is told.' })
  readonly finding!: string;
}

@CommandHandler(EstablishFinding)
export class EstablishFindingHandler implements ICommandHandler<EstablishFinding> {
  constructor(private readonly cases: ProviderCases) {}

  execute(command: EstablishFinding): Promise<Receipt> {
    const { caseId, ...fields } = ownFields(command);
    return this.cases.record(caseId, { command, decided: { type: 'EstablishFinding', ...fields } });
  }
}
