import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { forms, type Form } from '../../terms/catalogues.js';
import { Code, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { KnownDeficiencies } from './known-deficiencies.js';
import { Participations } from './participations.js';

/** The client consents. What pressure there was is derived, never sent. */
export class GiveConsent extends Recording {
  @Id()
  readonly participationId!: string;

  @Code(forms)
  readonly form!: Form;

  @Id({ optional: true })
  readonly evidenceRef?: string;

  @Text({ optional: true })
  readonly statement?: string;
}

@CommandHandler(GiveConsent)
export class GiveConsentHandler implements ICommandHandler<GiveConsent> {
  constructor(
    private readonly participations: Participations,
    private readonly known: KnownDeficiencies,
  ) {}

  async execute(command: GiveConsent): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    const { deficiencies, reads } = await this.known.ofParticipation(participationId, command);
    return this.participations.record(participationId, {
      command,
      decided: { type: 'GiveConsent', ...fields, knownDeficiency: deficiencies.length > 0 },
      reads,
    });
  }
}
