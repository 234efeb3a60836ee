import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { reject } from '../../terms/rejection.js';
import type { Day } from '../../terms/times.js';
import { InvalidInput } from '../command-errors.js';
import { DayField, Id, Text } from '../fields.js';
import { Measures } from '../measure/measures.js';
import { ownFields, type Receipt } from '../recording.js';
import { Refused } from '../refused.js';
import { measureStream } from '../../event-codec/streams.js';
import { saidToOccur } from '../times-of.js';
import { Participations } from './participations.js';
import { redeemedIn } from './redeemed-in.js';
import { Weighing, weighingFaults } from './weighing.js';

/** The client chose a measure: the voucher was presented to its provider, and that assigns the place. */
export class RedeemVoucher extends Weighing {
  @Id()
  readonly participationId!: string;

  @Id({ description: 'A measure on the voucher track.' })
  readonly measureId!: string;

  @DayField()
  readonly presentedOn!: Day;

  @DayField()
  readonly startsOn!: Day;

  @Text({ optional: true })
  readonly note?: string;

  override assertedDay(): Day {
    return this.presentedOn;
  }
}

@CommandHandler(RedeemVoucher)
export class RedeemVoucherHandler implements ICommandHandler<RedeemVoucher> {
  constructor(
    private readonly participations: Participations,
    private readonly measures: Measures,
  ) {}

  async execute(command: RedeemVoucher): Promise<Receipt> {
    const faults = weighingFaults(command);
    if (faults.length) throw new InvalidInput(faults);
    const { participationId, ...fields } = ownFields(command);
    const { measure, revision } = await this.measures.state(fields.measureId);
    if (measure.status === 'unknown' || measure.track !== 'voucher')
      throw new Refused(reject('unknown-measure', 'there is no such measure for vouchers'));
    const deficiencies = await this.measures.toWeigh(fields.measureId, saidToOccur(command));
    return this.participations.record(participationId, {
      command,
      decided: { type: 'RedeemVoucher', ...fields, measure: redeemedIn(measure, deficiencies) },
      reads: { [measureStream(fields.measureId)]: revision },
    });
  }
}
