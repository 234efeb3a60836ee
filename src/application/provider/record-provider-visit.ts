import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { staffRoles, type StaffRole } from '../../terms/catalogues.js';
import type { Day } from '../../terms/times.js';
import { Codes, DayField, Flag, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { ProviderReports } from './provider-reports.js';

/** What the office saw at a provider. */
export class RecordProviderVisit extends Recording {
  @Id()
  readonly providerId!: string;

  @DayField({ description: 'Not a day to come.' })
  readonly visitedOn!: Day;

  @Id({ optional: true, description: 'The measure that was visited, where it was one.' })
  readonly measureId?: string;

  @Codes(staffRoles, { description: 'Who of the provider was there, by role.' })
  readonly rolesPresent!: StaffRole[];

  @Flag({ description: 'Whether the provider knew that somebody would come.' })
  readonly announced!: boolean;

  @Text()
  readonly findings!: string;

  override assertedDay(): Day {
    return this.visitedOn;
  }
}

@CommandHandler(RecordProviderVisit)
export class RecordProviderVisitHandler implements ICommandHandler<RecordProviderVisit> {
  constructor(private readonly reports: ProviderReports) {}

  execute(command: RecordProviderVisit): Promise<Receipt> {
    const { providerId, ...visit } = ownFields(command);
    return this.reports.record(providerId, command, { type: 'RecordProviderVisit', ...visit });
  }
}
