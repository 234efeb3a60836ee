/** Stream names (domain.md, "Streams"): a kind and a pseudonym, no personal data. */
export const participationStream = (id: string): string => `participation-${id}`;
export const clientStream = (id: string): string => `client-${id}`;
export const officeStream = (id: string): string => `office-${id}`;
export const providerStream = (id: string): string => `provider-${id}`;
/** False for what no provider is called: `provider-case-…` is the stream of a provider case. */
export const isProviderId = (id: string): boolean => !id.startsWith('case-');
export const measureStream = (id: string): string => `measure-${id}`;
export const rulebookStream = 'rulebook';
export const providerCaseStream = (id: string): string => `provider-case-${id}`;
