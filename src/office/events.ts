import type { Region } from '../rulebook/working-days.js';
import type { Fact, Recorded } from '../terms/fact.js';
import type { Day } from '../terms/times.js';

/** `state` is the one whose public holidays the office keeps; `from` and `to` are first and last day of a deputyship. */
export type OfficeEvent =
  | Fact<'OfficeRegistered', { readonly state: Region }>
  | Fact<
      'DeputyAppointed',
      { readonly adviserId: string; readonly deputyId: string; readonly from: Day; readonly to: Day }
    >
  | Fact<'DeputyEnded', { readonly adviserId: string; readonly deputyId: string; readonly endedOn: Day }>;

export type OfficeEntry = Recorded<OfficeEvent>;
