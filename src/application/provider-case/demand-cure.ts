import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { derivedId } from '../derived-id.js';
import { Id, Text } from '../fields.js';
import { ownFields, type Receipt } from '../recording.js';
import { Delivered } from './delivered.js';
import { ProviderCases } from './provider-cases.js';

/** Demands that the deficiency be cured, by a deadline that is computed. */
export class DemandCure extends Delivered {
  @Id({ optional: true, description: 'Made by the server where it is not brought.' })
  readonly demandId?: string;

  @Text({ description: 'What is demanded.' })
  readonly demands!: string;
}

@CommandHandler(DemandCure)
export class DemandCureHandler implements ICommandHandler<DemandCure> {
  constructor(private readonly cases: ProviderCases) {}

  async execute(command: DemandCure): Promise<Receipt> {
    const {
      caseId,
      demandId = derivedId(command.origin.commandId, 'demandId'),
      ...fields
    } = ownFields(command);
    const { region, reads } = await this.cases.regionOf(caseId);
    const decided = { type: 'DemandCure', ...fields, demandId, region } as const;
    return this.cases.record(caseId, { command, decided, id: demandId, reads });
  }
}
