import type { Fact, Recorded } from '../terms/fact.js';
import type { Day } from '../terms/times.js';

/** `from` and `to` are the first and the last day of the deputyship. */
export type OfficeEvent =
  | Fact<
      'DeputyAppointed',
      { readonly adviserId: string; readonly deputyId: string; readonly from: Day; readonly to: Day }
    >
  | Fact<'DeputyEnded', { readonly adviserId: string; readonly deputyId: string; readonly endedOn: Day }>;

export type OfficeEntry = Recorded<OfficeEvent>;
