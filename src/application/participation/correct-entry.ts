import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { storedData } from '../../event-codec/event-codec.js';
import { schemaFaults } from '../../event-codec/schema-faults.js';
import { correctionOf } from '../../participation/corrections.js';
import type { FieldValue } from '../../participation/events.js';
import { isRejection } from '../../terms/rejection.js';
import { InvalidInput } from '../command-errors.js';
import { AnyJson, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Participations } from './participations.js';

/** Corrects one field of an entry by a new event; nothing is edited. `occurredAt` can be corrected too. */
export class CorrectEntry extends Recording {
  @Id()
  readonly participationId!: string;

  @Id()
  readonly eventId!: string;

  @Text({ most: 64, description: 'The field of the entry, as it was sent.' })
  readonly field!: string;

  @AnyJson({ description: 'What it should read.' })
  readonly is!: FieldValue;

  @Text()
  readonly reason!: string;
}

@CommandHandler(CorrectEntry)
export class CorrectEntryHandler implements ICommandHandler<CorrectEntry> {
  constructor(private readonly participations: Participations) {}

  async execute(command: CorrectEntry): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    const decided = { type: 'CorrectEntry', ...fields } as const;
    const found = correctionOf(decided, await this.participations.history(participationId));
    if (!isRejection(found)) {
      const faults = schemaFaults(found.entry.type, storedData(found.entry));
      if (faults.length)
        throw new InvalidInput(
          faults.map(({ field, problem }) => ({ field: 'is', problem: `${field} ${problem}` })),
        );
    }
    return this.participations.record(participationId, { command, decided });
  }
}
