import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Id, Text } from '../fields.js';
import { ProviderCases } from '../provider-case/provider-cases.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { citedCase } from './cited-case.js';
import { Measures } from './measures.js';

/** No more assignments into the measure; what the empty places then cost is computed and recorded with it. */
export class PauseAssignments extends Recording {
  @Id()
  readonly measureId!: string;

  @Text({ most: 200, description: 'The clause or provision on which it rests; it names no person.' })
  readonly legalBasis!: string;

  @Id({ optional: true, description: 'The provider case that it follows from.' })
  readonly caseId?: string;
}

@CommandHandler(PauseAssignments)
export class PauseAssignmentsHandler implements ICommandHandler<PauseAssignments> {
  constructor(
    private readonly measures: Measures,
    private readonly cases: ProviderCases,
  ) {}

  async execute(command: PauseAssignments): Promise<Receipt> {
    const { measureId, ...fields } = ownFields(command);
    const { measure } = await this.measures.state(measureId);
    const officeId = command.origin.actor.organisation;
    const cited = { ...fields, measureId, measure, officeId, open: true } as const;
    const reads = await citedCase(this.cases, cited);
    return this.measures.record(measureId, command, { type: 'PauseAssignments', ...fields }, reads);
  }
}
