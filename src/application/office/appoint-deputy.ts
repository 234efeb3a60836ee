import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Day } from '../../terms/times.js';
import { DayField, Id } from '../fields.js';
import { Recording, type Receipt } from '../recording.js';
import { Offices } from './offices.js';

/** From the first to the last day the adviser's clients are the deputy's own too. */
export class AppointDeputy extends Recording {
  @Id()
  readonly officeId!: string;

  @Id()
  readonly adviserId!: string;

  @Id()
  readonly deputyId!: string;

  @DayField()
  readonly from!: Day;

  @DayField()
  readonly to!: Day;
}

@CommandHandler(AppointDeputy)
export class AppointDeputyHandler implements ICommandHandler<AppointDeputy> {
  constructor(private readonly offices: Offices) {}

  execute(command: AppointDeputy): Promise<Receipt> {
    const { officeId, adviserId, deputyId, from, to } = command;
    return this.offices.record(officeId, command, { type: 'AppointDeputy', adviserId, deputyId, from, to });
  }
}
