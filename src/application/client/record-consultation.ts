import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  consultationForms,
  consultationOutcomes,
  type ConsultationForm,
  type ConsultationOutcome,
} from '../../terms/catalogues.js';
import type { Day } from '../../terms/times.js';
import { Code, DayField, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Clients } from './clients.js';

/** A talk with the client. No result yet is a good result. */
export class RecordConsultation extends Recording {
  @Id()
  readonly clientId!: string;

  @Code(consultationForms)
  readonly form!: ConsultationForm;

  @Code(consultationOutcomes)
  readonly outcome!: ConsultationOutcome;

  @DayField({ optional: true, description: 'When to talk again; not before the day of the talk.' })
  readonly revisitOn?: Day;

  @Text({ optional: true, description: 'What the client needs, in plain words.' })
  readonly need?: string;

  @Text({ description: 'The record of the talk (Beratungsvermerk).' })
  readonly note!: string;
}

@CommandHandler(RecordConsultation)
export class RecordConsultationHandler implements ICommandHandler<RecordConsultation> {
  constructor(private readonly clients: Clients) {}

  execute(command: RecordConsultation): Promise<Receipt> {
    const { clientId, ...talk } = ownFields(command);
    return this.clients.record(clientId, command, { type: 'RecordConsultation', ...talk });
  }
}
