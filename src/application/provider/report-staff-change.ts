import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { staffRoles, type StaffRole } from '../../terms/catalogues.js';
import type { Day } from '../../terms/times.js';
import { Code, DayField, Flag, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { ProviderReports } from './provider-reports.js';

/** Somebody else works in a measure, or will. */
export class ReportStaffChange extends Recording {
  @Id()
  readonly providerId!: string;

  @Id()
  readonly measureId!: string;

  @Code(staffRoles)
  readonly role!: StaffRole;

  @Flag({ description: 'Whether who came has the qualification that was agreed.' })
  readonly qualifiedAsAgreed!: boolean;

  @DayField({ description: 'The day it takes effect; it may lie ahead.' })
  readonly changedOn!: Day;

  @Text({ optional: true })
  readonly note?: string;

  override assertedDay(): Day {
    return this.changedOn;
  }
}

@CommandHandler(ReportStaffChange)
export class ReportStaffChangeHandler implements ICommandHandler<ReportStaffChange> {
  constructor(private readonly reports: ProviderReports) {}

  execute(command: ReportStaffChange): Promise<Receipt> {
    const { providerId, ...change } = ownFields(command);
    return this.reports.record(providerId, command, { type: 'ReportStaffChange', ...change });
  }
}
