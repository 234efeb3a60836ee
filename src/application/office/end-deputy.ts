import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Day } from '../../terms/times.js';
import { DayField, Id } from '../fields.js';
import { Recording, type Receipt } from '../recording.js';
import { Offices } from './offices.js';

/** Ends a deputyship early; the day named is its last. */
export class EndDeputy extends Recording {
  @Id()
  readonly officeId!: string;

  @Id()
  readonly deputyId!: string;

  @Id()
  readonly adviserId!: string;

  @DayField()
  readonly endedOn!: Day;
}

@CommandHandler(EndDeputy)
export class EndDeputyHandler implements ICommandHandler<EndDeputy> {
  constructor(private readonly offices: Offices) {}

  execute(command: EndDeputy): Promise<Receipt> {
    const { officeId, adviserId, deputyId, endedOn } = command;
    return this.offices.record(officeId, command, { type: 'EndDeputy', adviserId, deputyId, endedOn });
  }
}
