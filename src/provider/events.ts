import type { StaffRole } from '../terms/catalogues.js';
import type { Fact, Recorded } from '../terms/fact.js';
import type { Day } from '../terms/times.js';

/** `name` is the firm's; persons are roles, and named only in `sensitive`. */
export type ProviderEvent =
  | Fact<'ProviderRegistered', { readonly name: string }, { readonly contact: string }>
  | Fact<
      'ProviderVisited',
      {
        readonly visitedOn: Day;
        readonly measureId?: string;
        readonly rolesPresent: readonly StaffRole[];
        readonly announced: boolean;
      },
      { readonly findings: string }
    >
  | Fact<
      'StaffChanged',
      {
        readonly measureId: string;
        readonly role: StaffRole;
        /** Whether who came has the qualification that was agreed. */
        readonly qualifiedAsAgreed: boolean;
        readonly changedOn: Day;
      },
      { readonly note: string }
    >;

export type ProviderEntry = Recorded<ProviderEvent>;
