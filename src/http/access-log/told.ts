import type { Told } from '../../access-log/access-log.js';

interface Named {
  readonly participationId?: string | null;
  readonly clientId?: string | null;
  readonly caseId?: string | null;
}

const each = (ids: readonly (string | null | undefined)[]): readonly string[] =>
  [...new Set(ids.filter(id => typeof id === 'string'))].toSorted();

/** Whom these items tell of, each once. */
export const toldBy = (items: readonly Named[]): Told => ({
  participationIds: each(items.map(({ participationId }) => participationId)),
  clientIds: each(items.map(({ clientId }) => clientId)),
  caseIds: each(items.map(({ caseId }) => caseId)),
});

/** Whom an answer about one case tells of. */
export const toldByOne = (answer: Named): Told => toldBy([answer]);

/** Whom a page of a list tells of. */
export const toldByPage = ({ items }: { readonly items: readonly Named[] }): Told => toldBy(items);

export const toldNothing: Told = { participationIds: [], clientIds: [], caseIds: [] };
