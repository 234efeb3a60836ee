import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { riskResults, type RiskResult } from '../../terms/catalogues.js';
import { Code, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Participations } from './participations.js';

/** The risk is gone, or was none. */
export class ClearDropoutRisk extends Recording {
  @Id()
  readonly participationId!: string;

  @Id()
  readonly riskId!: string;

  @Code(riskResults)
  readonly result!: RiskResult;

  @Text({ optional: true })
  readonly note?: string;
}

@CommandHandler(ClearDropoutRisk)
export class ClearDropoutRiskHandler implements ICommandHandler<ClearDropoutRisk> {
  constructor(private readonly participations: Participations) {}

  execute(command: ClearDropoutRisk): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    return this.participations.record(participationId, {
      command,
      decided: { type: 'ClearDropoutRisk', ...fields },
    });
  }
}
