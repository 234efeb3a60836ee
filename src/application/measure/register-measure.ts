import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { regions, type Region } from '../../rulebook/working-days.js';
import {
  legalBases,
  tracks,
  voucherBases,
  voucherGoals,
  type LegalBasis,
  type Track,
  type VoucherGoal,
} from '../../terms/catalogues.js';
import type { Day } from '../../terms/times.js';
import { derivedId } from '../derived-id.js';
import { InvalidInput } from '../command-errors.js';
import { Code, Codes, DayField, Id, ListOf, NotMoreThan, Text, Whole } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import type { Fault } from '../validation.js';
import { DutyOfConcept, plainDuties } from './duty-of-concept.js';
import { Measures } from './measures.js';

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

  @Codes(voucherGoals, {
    optional: true,
    least: 1,
    description: 'Which vouchers are good in it: on the voucher track, and only there.',
  })
  readonly goals?: VoucherGoal[];

  @Code(regions, {
    optional: true,
    description: 'Where it is carried out: on the voucher track, and only there.',
  })
  readonly state?: Region;
}

/** What only one of the two tracks has. */
function trackFaults({ track, legalBasis, goals, state }: RegisterMeasure): readonly Fault[] {
  const own = { goals, state };
  if (track === 'purchased')
    return Object.entries(own)
      .filter(([, value]) => value !== undefined)
      .map(([field]) => ({ field, problem: 'is said on the voucher track only' }));
  const missing = Object.entries(own).filter(([, value]) => value === undefined);
  const based = (voucherBases as readonly LegalBasis[]).includes(legalBasis);
  return [
    ...missing.map(([field]) => ({ field, problem: 'is missing' })),
    ...(based
      ? []
      : [{ field: 'legalBasis', problem: `must be one of ${voucherBases.join(', ')} on the voucher track` }]),
    ...(based ? goalFaults(legalBasis, goals) : []),
  ];
}

/** A voucher for qualification rests on § 81 SGB III, one for any other goal on § 45, and so does what it is good in. */
function goalFaults(legalBasis: LegalBasis, goals: readonly VoucherGoal[] = []): readonly Fault[] {
  const others = goals.filter(goal => (goal === 'qualification') !== (legalBasis === 'sgb3-81'));
  return others.length ? [{ field: 'goals', problem: `${others.join(', ')}: not on ${legalBasis}` }] : [];
}

@CommandHandler(RegisterMeasure)
export class RegisterMeasureHandler implements ICommandHandler<RegisterMeasure> {
  constructor(private readonly measures: Measures) {}

  async execute(command: RegisterMeasure): Promise<Receipt> {
    const faults = trackFaults(command);
    if (faults.length) throw new InvalidInput(faults);
    const { measureId: brought, duties = [], ...fields } = ownFields(command);
    const measureId = brought ?? derivedId(command.origin.commandId, 'measureId');
    return this.measures.register(measureId, command, {
      type: 'RegisterMeasure',
      ...fields,
      duties: plainDuties(duties),
    });
  }
}
