import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { storedData } from '../../event-codec/event-codec.js';
import { schemaFaults } from '../../event-codec/schema-faults.js';
import type { RedeemedIn } from '../../participation/commands.js';
import { correctionOf } from '../../participation/corrections.js';
import type { FieldValue, ParticipationEntry } from '../../participation/events.js';
import { stateOf } from '../../participation/evolve.js';
import { isRejection } from '../../terms/rejection.js';
import { InvalidInput } from '../command-errors.js';
import { AnyJson, Id, Text } from '../fields.js';
import { Measures } from '../measure/measures.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { measureStream } from '../../event-codec/streams.js';
import { Participations } from './participations.js';
import { redeemedIn } from './redeemed-in.js';

type Reads = Readonly<Record<string, number>>;

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
  constructor(
    private readonly participations: Participations,
    private readonly measures: Measures,
  ) {}

  async execute(command: CorrectEntry): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    const decided = { type: 'CorrectEntry', ...fields } as const;
    const history = await this.participations.history(participationId);
    const found = correctionOf(decided, history);
    if (!isRejection(found)) {
      const faults = schemaFaults(found.entry.type, storedData(found.entry));
      if (faults.length)
        throw new InvalidInput(
          faults.map(({ field, problem }) => ({ field: 'is', problem: `${field} ${problem}` })),
        );
    }
    const { measure, reads } = await this.redeemedIn(command, history);
    return this.participations.record(participationId, {
      command,
      decided: { ...decided, ...measure },
      reads,
    });
  }

  /** The measure for which a redeemed voucher must still be good as it is corrected. */
  private async redeemedIn(
    { eventId, field }: CorrectEntry,
    history: readonly ParticipationEntry[],
  ): Promise<{ readonly measure?: { readonly measure: RedeemedIn }; readonly reads: Reads }> {
    const type = history.find(({ id }) => id === eventId)?.type;
    const state = stateOf(history);
    const depends =
      (type === 'VoucherIssued' && field === 'region') ||
      (type === 'VoucherRedeemed' && field === 'startsOn');
    if (!depends || state.phase === 'none' || state.measureId === undefined) return { reads: {} };
    const { measure, revision } = await this.measures.state(state.measureId);
    if (measure.status === 'unknown') return { reads: {} };
    const reads = { [measureStream(state.measureId)]: revision };
    return { measure: { measure: redeemedIn(measure) }, reads };
  }
}
