import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { legalBases, tracks, type LegalBasis, type Track } from '../../terms/catalogues.js';
import type { Day } from '../../terms/times.js';
import { derivedId } from '../derived-id.js';
import { Code, DayField, Id, ListOf, NotMoreThan, Text, Whole } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Measures } from './measures.js';

export class DutyOfConcept {
  @Text({ most: 500 })
  readonly duty!: string;

  @Whole({ from: 1, to: 100_000, description: 'Page of the concept.' })
  readonly page!: number;
}

/** Registers a measure: what was bought, or may be chosen with a voucher. */
export class RegisterMeasure extends Recording {
  @Id({ optional: true, description: 'Made by the server where it is not brought.' })
  readonly measureId?: string;

  @Id()
  readonly providerId!: string;

  @Text({ most: 200 })
  readonly title!: string;

  @Code(legalBases)
  readonly legalBasis!: LegalBasis;

  @Code(tracks)
  readonly track!: Track;

  @Whole({ from: 0, to: 1_000_000, description: 'With the option of the contract.' })
  readonly places!: number;

  @Whole({ from: 0, to: 1_000_000, description: 'Paid for whether taken or not.' })
  @NotMoreThan('places')
  readonly minimumPlaces!: number;

  @Whole({ from: 0, to: 100_000_000, description: 'Cents for a place a month.' })
  readonly pricePerPlaceMonth!: number;

  @DayField()
  readonly runsFrom!: Day;

  @DayField()
  readonly runsTo!: Day;

  @ListOf(DutyOfConcept, {
    optional: true,
    most: 200,
    description: 'What the concept promises, with its page.',
  })
  readonly duties?: DutyOfConcept[];
}

@CommandHandler(RegisterMeasure)
export class RegisterMeasureHandler implements ICommandHandler<RegisterMeasure> {
  constructor(private readonly measures: Measures) {}

  execute(command: RegisterMeasure): Promise<Receipt> {
    const { measureId: brought, duties = [], ...fields } = ownFields(command);
    const measureId = brought ?? derivedId(command.origin.commandId, 'measureId');
    const plain = duties.map(({ duty, page }) => ({ duty, page }));
    return this.measures.register(measureId, command, { type: 'RegisterMeasure', ...fields, duties: plain });
  }
}
