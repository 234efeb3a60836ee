import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { noticeOccasions, type NoticeOccasion } from '../../terms/catalogues.js';
import type { Day } from '../../terms/times.js';
import { Code, DayField, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Participations } from './participations.js';

/** The written notice that refusal has legal consequences. */
export class GiveNotice extends Recording {
  @Id()
  readonly participationId!: string;

  @Code(noticeOccasions)
  readonly occasion!: NoticeOccasion;

  @Id()
  readonly textVersion!: string;

  @DayField()
  readonly deliveredOn!: Day;

  @Text({ optional: true })
  readonly note?: string;

  override assertedDay(): Day {
    return this.deliveredOn;
  }
}

@CommandHandler(GiveNotice)
export class GiveNoticeHandler implements ICommandHandler<GiveNotice> {
  constructor(private readonly participations: Participations) {}

  execute(command: GiveNotice): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    return this.participations.record(participationId, {
      command,
      decided: { type: 'GiveNotice', ...fields },
    });
  }
}
