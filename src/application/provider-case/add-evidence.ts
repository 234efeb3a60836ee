import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InvalidInput } from '../command-errors.js';
import { Flag, Id, ListOf, Text } from '../fields.js';
import { Participations } from '../participation/participations.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Citation, Documents, mostCited } from './case-fields.js';
import { readCited } from './cited.js';
import { ProviderCases } from './provider-cases.js';

/** Adds evidence to a case, for the provider as well as against it. */
export class AddEvidence extends Recording {
  @Id()
  readonly caseId!: string;

  @ListOf(Citation, { optional: true, most: mostCited, description: 'Entries that are evidence.' })
  readonly evidence?: Citation[];

  @Documents({ optional: true })
  readonly documents?: string[];

  @Flag({ description: 'True for what speaks for the provider.' })
  readonly exculpatory!: boolean;

  @Text({ optional: true })
  readonly note?: string;
}

@CommandHandler(AddEvidence)
export class AddEvidenceHandler implements ICommandHandler<AddEvidence> {
  constructor(
    private readonly cases: ProviderCases,
    private readonly participations: Participations,
  ) {}

  async execute(command: AddEvidence): Promise<Receipt> {
    const { caseId, documents = [], evidence: sent = [], ...fields } = ownFields(command);
    if (!sent.length && !documents.length)
      throw new InvalidInput([{ field: 'evidence', problem: 'is missing, and so are documents' }]);
    const evidence = sent.map(({ participationId, eventId }) => ({ participationId, eventId }));
    const { case: state } = await this.cases.state(caseId);
    const reads =
      state.phase === 'none'
        ? {}
        : await readCited(this.participations, state.providerId, { participationIds: [], evidence });
    return this.cases.record(caseId, {
      command,
      decided: { type: 'AddEvidence', ...fields, evidence, documents },
      reads,
    });
  }
}
