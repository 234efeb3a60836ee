import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dayStates, type DayState } from '../../terms/catalogues.js';
import type { Day } from '../../terms/times.js';
import { derivedId } from '../derived-id.js';
import { Code, DayField, Id, ListOf, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { InvalidInput } from '../command-errors.js';
import { Participations } from './participations.js';

export class AttendanceOfDay {
  @DayField()
  readonly day!: Day;

  @Code(dayStates)
  readonly state!: DayState;
}

/** Attendance, day by day; a day not listed stays unknown, a later report of a day replaces an earlier one. */
export class ReportAttendance extends Recording {
  @Id()
  readonly participationId!: string;

  @ListOf(AttendanceOfDay, { least: 1, most: 366 })
  readonly days!: AttendanceOfDay[];

  @Text({ optional: true })
  readonly note?: string;

  override assertedDay(): Day | undefined {
    return this.days.map(({ day }) => day).reduce((a, b) => (a > b ? a : b));
  }
}

@CommandHandler(ReportAttendance)
export class ReportAttendanceHandler implements ICommandHandler<ReportAttendance> {
  constructor(private readonly participations: Participations) {}

  execute(command: ReportAttendance): Promise<Receipt> {
    const { participationId, days, ...fields } = ownFields(command);
    const seen = new Set<Day>();
    const faults = days.flatMap(({ day }, index) => {
      const twice = seen.has(day);
      seen.add(day);
      return twice ? [{ field: `days.${index}.day`, problem: `names ${day} a second time` }] : [];
    });
    if (faults.length) throw new InvalidInput(faults);
    const riskId = derivedId(command.origin.commandId, 'riskId');
    const plain = days.map(({ day, state }) => ({ day, state }));
    const decided = { type: 'ReportAttendance', days: plain, riskId, ...fields } as const;
    return this.participations.record(participationId, { command, decided });
  }
}
