import type { LegalBasis, Relation, VoucherGoal } from '../../terms/catalogues.js';
import type { Fault } from '../validation.js';
import { weighingFaults, type Weighing } from './weighing.js';

/** The fields of an offer that say something only together. */
interface Offered extends Pick<Weighing, 'clientToldOfDeficiencies' | 'deficiencyReason'> {
  readonly measureId?: string;
  readonly goal?: VoucherGoal;
  readonly content?: string;
  readonly legalBasis?: LegalBasis;
  readonly relation?: Relation;
  readonly followsId?: string;
}

const onlyOfVoucher = ['goal', 'content', 'legalBasis'] as const;

/** An offer names the measure that was bought, or else what the voucher is for (§ 45 Abs. 4 SGB III: goal and content). */
function aboutWhat(offer: Offered): readonly Fault[] {
  const said = onlyOfVoucher.filter(field => offer[field] !== undefined);
  if (offer.measureId !== undefined)
    return said.map(field => ({ field, problem: 'is of a voucher, where no measureId is sent' }));
  if (said.length === 0)
    return ['measureId', 'goal'].map(field => ({ field, problem: 'is missing: one of measureId and goal' }));
  return (['goal', 'content'] as const)
    .filter(field => offer[field] === undefined)
    .map(field => ({ field, problem: 'is missing of the voucher' }));
}

/** A voucher for qualification rests on § 81 SGB III, one for any other goal on § 45. */
function basis({ goal, legalBasis }: Offered): readonly Fault[] {
  if (goal === undefined || legalBasis === undefined) return [];
  return (goal === 'qualification') === (legalBasis === 'sgb3-81')
    ? []
    : [{ field: 'legalBasis', problem: `is none for ${goal}` }];
}

/** What no single field shows. */
export const offerFaults = (offer: Offered): readonly Fault[] => [
  ...aboutWhat(offer),
  ...basis(offer),
  ...((offer.relation === undefined) === (offer.followsId === undefined)
    ? []
    : [{ field: 'followsId', problem: 'and relation come together or not at all' }]),
  ...weighingFaults(offer),
];
