import type { Actor } from '../../terms/actor.js';
import type { MeasureOnOffer, ProviderOfMeasures } from '../cast/providers.js';
import type { Random } from '../random.js';

/** A measure and who is in it. */
export class Measure<Participant> {
  /** Places taken, as far as it is safe to count on them. */
  taken = 0;
  /** Nobody is assigned for now. */
  paused = false;
  /** A considerable deficiency is noted, which every offer has to weigh. */
  deficient = false;
  /** No voucher is good here any more. */
  excluded = false;
  readonly running = new Set<Participant>();

  constructor(
    readonly id: string,
    readonly places: number,
    readonly provider: ProviderOfMeasures,
    readonly offered: MeasureOnOffer,
  ) {}

  get full(): boolean {
    return !this.isForVouchers && (this.paused || this.taken >= this.places);
  }

  get isForVouchers(): boolean {
    return this.offered.goal !== undefined;
  }

  /** Notice and obligation are forbidden on § 16k SGB II; and a voucher is the client's own choice. */
  get allowsPressure(): boolean {
    return this.offered.legalBasis !== 'sgb2-16k' && !this.isForVouchers;
  }

  clerk(random: Random): Actor {
    const { id } = this.provider;
    return { id: `${id}-${random.whole(1, 3)}`, role: 'provider', organisation: id };
  }
}
