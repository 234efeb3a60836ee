import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { explanations, forms, type Explanation, type Form } from '../../terms/catalogues.js';
import { Code, Codes, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Participations } from './participations.js';

/** What was explained of a measure before anybody was asked to consent. */
export class ExplainMeasure extends Recording {
  @Id()
  readonly participationId!: string;

  @Codes(explanations, { least: 1 })
  readonly explained!: Explanation[];

  @Code(forms)
  readonly form!: Form;

  @Text({ optional: true })
  readonly note?: string;
}

@CommandHandler(ExplainMeasure)
export class ExplainMeasureHandler implements ICommandHandler<ExplainMeasure> {
  constructor(private readonly participations: Participations) {}

  execute(command: ExplainMeasure): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    return this.participations.record(participationId, {
      command,
      decided: { type: 'ExplainMeasure', ...fields },
    });
  }
}
