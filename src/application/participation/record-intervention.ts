import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { interventionKinds, parties, type InterventionKind, type Party } from '../../terms/catalogues.js';
import type { Day } from '../../terms/times.js';
import { Code, Codes, DayField, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Participations } from './participations.js';

/** What was done about a crisis or a dropout risk; it names one of them. */
export class RecordIntervention extends Recording {
  @Id()
  readonly participationId!: string;

  @Id({ optional: true })
  readonly crisisId?: string;

  @Id({ optional: true })
  readonly riskId?: string;

  @Code(parties)
  readonly byRole!: Party;

  @Code(interventionKinds)
  readonly kind!: InterventionKind;

  @DayField({ optional: true })
  readonly nextStepDue?: Day;

  @Codes(parties, { optional: true })
  readonly addressedTo?: Party[];

  @Text({ optional: true })
  readonly note?: string;
}

@CommandHandler(RecordIntervention)
export class RecordInterventionHandler implements ICommandHandler<RecordIntervention> {
  constructor(private readonly participations: Participations) {}

  execute(command: RecordIntervention): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    return this.participations.record(participationId, {
      command,
      decided: { type: 'RecordIntervention', ...fields },
    });
  }
}
