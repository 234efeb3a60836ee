import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Amended } from '../../measure/events.js';
import type { Day } from '../../terms/times.js';
import { InvalidInput } from '../command-errors.js';
import { DayField, Id, ListOf, NotMoreThan, Sha256, Text, Whole } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { DutyOfConcept, plainDuties } from './duty-of-concept.js';
import { Measures } from './measures.js';

/** The contract was changed: what is not named stays. */
export class AmendMeasure extends Recording {
  @Id()
  readonly measureId!: string;

  @Sha256({ description: 'Of the document that changes the contract.' })
  readonly sha256!: string;

  @Text({ optional: true, most: 200 })
  readonly title?: string;

  @Whole({ optional: true, from: 0, to: 1_000_000, description: 'With the option of the contract.' })
  readonly places?: number;

  @Whole({ optional: true, from: 0, to: 1_000_000, description: 'Paid for whether taken or not.' })
  @NotMoreThan('places')
  readonly minimumPlaces?: number;

  @Whole({ optional: true, from: 0, to: 100_000_000, description: 'Cents for a place a month.' })
  readonly pricePerPlaceMonth?: number;

  @DayField({ optional: true })
  readonly runsTo?: Day;

  @ListOf(DutyOfConcept, { optional: true, most: 200, description: 'All that the concept now promises.' })
  readonly duties?: DutyOfConcept[];
}

@CommandHandler(AmendMeasure)
export class AmendMeasureHandler implements ICommandHandler<AmendMeasure> {
  constructor(private readonly measures: Measures) {}

  async execute(command: AmendMeasure): Promise<Receipt> {
    const { measureId, sha256, duties, ...fields } = ownFields(command);
    const amended: Amended = { ...fields, ...(duties ? { duties: plainDuties(duties) } : {}) };
    if (Object.keys(amended).length === 0)
      throw new InvalidInput([{ field: '', problem: 'must name what of the contract changes' }]);
    return this.measures.record(measureId, command, { type: 'AmendMeasure', ...amended, sha256 });
  }
}
