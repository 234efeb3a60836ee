import type { Circumstance, MandateResult } from '../terms/catalogues.js';
import type { Fact, Recorded } from '../terms/fact.js';

export type ClientEvent =
  | Fact<'ClientRegistered', { readonly officeId: string; readonly adviserId: string }>
  | Fact<
      'MandateClarified',
      { readonly result: MandateResult; readonly circumstances: readonly Circumstance[] },
      { readonly circumstances: readonly Circumstance[]; readonly concern: string }
    >
  | Fact<
      'ClientHandedOver',
      { readonly fromAdviserId: string; readonly toAdviserId: string },
      { readonly reason: string }
    >;

export type ClientEntry = Recorded<ClientEvent>;
