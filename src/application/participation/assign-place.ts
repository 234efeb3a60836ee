import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { assignmentBases, type AssignmentBasis } from '../../terms/catalogues.js';
import type { Day } from '../../terms/times.js';
import { InvalidInput } from '../command-errors.js';
import { Code, DayField, Id, Text } from '../fields.js';
import { ownFields, type Receipt } from '../recording.js';
import { KnownDeficiencies } from './known-deficiencies.js';
import { Participations } from './participations.js';
import { Weighing, weighingFaults } from './weighing.js';

/** Assigns a place of the measure; taking it there and recording it here are one command. */
export class AssignPlace extends Weighing {
  @Id()
  readonly participationId!: string;

  @DayField()
  readonly startsOn!: Day;

  @Code(assignmentBases)
  readonly basis!: AssignmentBasis;

  @Text({ optional: true })
  readonly note?: string;
}

@CommandHandler(AssignPlace)
export class AssignPlaceHandler implements ICommandHandler<AssignPlace> {
  constructor(
    private readonly participations: Participations,
    private readonly known: KnownDeficiencies,
  ) {}

  async execute(command: AssignPlace): Promise<Receipt> {
    const faults = weighingFaults(command);
    if (faults.length) throw new InvalidInput(faults);
    const { participationId, ...fields } = ownFields(command);
    const { deficiencies, reads } = await this.known.ofParticipation(participationId, command);
    return this.participations.record(participationId, {
      command,
      decided: { type: 'AssignPlace', ...fields, deficiencies },
      reads,
    });
  }
}
