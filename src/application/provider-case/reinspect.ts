import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { reinspectionResults, type ReinspectionResult } from '../../terms/catalogues.js';
import type { Day } from '../../terms/times.js';
import { Code, DayField, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { ProviderCases } from './provider-cases.js';

/** Records what was seen of a cure that was demanded. */
export class Reinspect extends Recording {
  @Id()
  readonly caseId!: string;

  @Id()
  readonly demandId!: string;

  @DayField()
  readonly inspectedOn!: Day;

  @Code(reinspectionResults, { description: 'The provider is told.' })
  readonly result!: ReinspectionResult;

  @Text({ optional: true })
  readonly findings?: string;

  override assertedDay(): Day {
    return this.inspectedOn;
  }
}

@CommandHandler(Reinspect)
export class ReinspectHandler implements ICommandHandler<Reinspect> {
  constructor(private readonly cases: ProviderCases) {}

  execute(command: Reinspect): Promise<Receipt> {
    const { caseId, ...fields } = ownFields(command);
    return this.cases.record(caseId, { command, decided: { type: 'Reinspect', ...fields } });
  }
}
