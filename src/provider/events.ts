import type { Fact, Recorded } from '../terms/fact.js';

/** `name` is the firm's; a person to be contacted is named only in `sensitive`. */
export type ProviderEvent = Fact<
  'ProviderRegistered',
  { readonly name: string },
  { readonly contact: string }
>;

export type ProviderEntry = Recorded<ProviderEvent>;
