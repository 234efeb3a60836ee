import { proofsOfDelivery, type ProofOfDelivery } from '../../terms/catalogues.js';
import type { Day } from '../../terms/times.js';
import { Code, DayField, Id, Whole } from '../fields.js';
import { Recording } from '../recording.js';

/** What is delivered to the provider and sets it a time to answer. */
export abstract class Delivered extends Recording {
  @Id()
  readonly caseId!: string;

  @Whole({
    optional: true,
    from: 1,
    to: 366,
    description:
      'Calendar days from the day of delivery: from the rulebook’s, which are the default, up to its most.',
  })
  readonly days?: number;

  @DayField({ optional: true, description: 'Default: the day on which it occurred.' })
  readonly deliveredOn?: Day;

  @Code(proofsOfDelivery)
  readonly proofOfDelivery!: ProofOfDelivery;

  override assertedDay(): Day | undefined {
    return this.deliveredOn;
  }
}
