/** What a view answers, and how far it was then: null in an empty log. */
export type Answer<T> = T & { readonly position: string | null };

/** Where a list is to begin, how long it may be, and up to which position the view must have come. */
export interface Reading {
  readonly cursor?: string;
  readonly limit: number;
  readonly minPosition?: string;
}
