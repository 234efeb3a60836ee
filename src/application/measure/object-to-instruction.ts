import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Measures } from './measures.js';

/** Somebody who is instructed says why they hold it to be wrong (§ 36 Abs. 2 BeamtStG calls it remonstration). */
export class ObjectToInstruction extends Recording {
  @Id()
  readonly measureId!: string;

  @Id({ description: 'The entry that recorded the instruction.' })
  readonly instructionId!: string;

  @Text()
  readonly reasons!: string;
}

@CommandHandler(ObjectToInstruction)
export class ObjectToInstructionHandler implements ICommandHandler<ObjectToInstruction> {
  constructor(private readonly measures: Measures) {}

  async execute(command: ObjectToInstruction): Promise<Receipt> {
    const { measureId, ...fields } = ownFields(command);
    return this.measures.record(measureId, command, { type: 'ObjectToInstruction', ...fields });
  }
}
