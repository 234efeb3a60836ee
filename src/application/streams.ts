/** Stream names (domain.md, "Streams"): a kind and a pseudonym, no personal data. */
export const participationStream = (id: string): string => `participation-${id}`;
export const clientStream = (id: string): string => `client-${id}`;
export const officeStream = (id: string): string => `office-${id}`;
export const providerStream = (id: string): string => `provider-${id}`;
export const measureStream = (id: string): string => `measure-${id}`;
export const rulebookStream = 'rulebook';
export const providerCaseStream = (id: string): string => `provider-case-${id}`;
