import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  instructingRoles,
  instructions,
  type InstructingRole,
  type Instruction,
} from '../../terms/catalogues.js';
import { Code, Id, Text } from '../fields.js';
import { ProviderCases } from '../provider-case/provider-cases.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { citedCase } from './cited-case.js';
import { Measures } from './measures.js';

/** Somebody above instructed the office about the measure: in which words stands apart as sensitive. */
export class RecordInstruction extends Recording {
  @Id()
  readonly measureId!: string;

  @Code(instructingRoles)
  readonly byRole!: InstructingRole;

  @Code(instructions)
  readonly instruction!: Instruction;

  @Id({ optional: true, description: 'The provider case that it is about.' })
  readonly caseId?: string;

  @Text()
  readonly wording!: string;
}

@CommandHandler(RecordInstruction)
export class RecordInstructionHandler implements ICommandHandler<RecordInstruction> {
  constructor(
    private readonly measures: Measures,
    private readonly cases: ProviderCases,
  ) {}

  async execute(command: RecordInstruction): Promise<Receipt> {
    const { measureId, ...fields } = ownFields(command);
    const { measure } = await this.measures.state(measureId);
    const officeId = command.origin.actor.organisation;
    const cited = { ...fields, measureId, measure, officeId };
    const reads = await citedCase(this.cases, cited);
    return this.measures.record(measureId, command, { type: 'RecordInstruction', ...fields }, reads);
  }
}
