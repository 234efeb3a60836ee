import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { derivedId } from '../derived-id.js';
import { Code, Id, Ids, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Participations } from './participations.js';

/** Somebody sees that a dropout threatens. Rules raise theirs by themselves. */
export class FlagDropoutRisk extends Recording {
  @Id()
  readonly participationId!: string;

  @Id({ optional: true, description: 'Made by the server where it is not brought.' })
  readonly riskId?: string;

  @Code(['client', 'provider', 'adviser'])
  readonly raisedBy!: 'client' | 'provider' | 'adviser';

  @Ids({ optional: true, most: 100, description: 'Ids of the entries that led to it.' })
  readonly because?: string[];

  @Text({ optional: true })
  readonly note?: string;
}

@CommandHandler(FlagDropoutRisk)
export class FlagDropoutRiskHandler implements ICommandHandler<FlagDropoutRisk> {
  constructor(private readonly participations: Participations) {}

  execute(command: FlagDropoutRisk): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    const riskId = fields.riskId ?? derivedId(command.origin.commandId, 'riskId');
    const decided = { type: 'FlagDropoutRisk', ...fields, riskId } as const;
    return this.participations.record(participationId, { command, decided, id: riskId });
  }
}
