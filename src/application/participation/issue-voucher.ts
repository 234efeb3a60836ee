import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { regions, type Region } from '../../rulebook/working-days.js';
import type { Day } from '../../terms/times.js';
import { Code, DayField, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Participations } from './participations.js';

/** Issues the voucher that was offered and consented to; it is for the goal of the offer. */
export class IssueVoucher extends Recording {
  @Id()
  readonly participationId!: string;

  @DayField({ description: 'The last day on which it can be presented.' })
  readonly validUntil!: Day;

  @Code(regions, { description: 'Where it can be redeemed; BUND is everywhere.' })
  readonly region!: Region;

  @Text({ optional: true, description: 'Where it differs from the content of the offer.' })
  readonly content?: string;

  @Text({ optional: true })
  readonly note?: string;
}

@CommandHandler(IssueVoucher)
export class IssueVoucherHandler implements ICommandHandler<IssueVoucher> {
  constructor(private readonly participations: Participations) {}

  execute(command: IssueVoucher): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    return this.participations.record(participationId, {
      command,
      decided: { type: 'IssueVoucher', ...fields },
    });
  }
}
