import { isDay, type Day } from '../terms/times.js';
import { InvalidToken } from './invalid-token.js';

/** What an auditor was ordered to audit: these providers and these measures, in these days, both included. */
export interface AuditOrder {
  readonly providers: readonly string[];
  readonly measures: readonly string[];
  readonly from: Day;
  readonly to: Day;
}

const fields = new Set(['providers', 'measures', 'from', 'to']);
/** So that the token stays short and a query over them too. */
export const mostNamed = 100;

/**
 * The order in a claim. One with a field that is not known is refused: it might have narrowed the order.
 * @throws InvalidToken for an order that names nobody, no period, or nothing that can be read
 */
export function auditOrderIn(claim: unknown): AuditOrder {
  if (typeof claim !== 'object' || claim === null || Array.isArray(claim))
    throw new InvalidToken('auditor without an audit order');
  const { providers, measures, from, to } = claim as Readonly<Record<string, unknown>>;
  if (Object.keys(claim).some(field => !fields.has(field)))
    throw new InvalidToken('audit order with an unknown field');
  const order = { providers: idsIn(providers), measures: idsIn(measures), from: dayIn(from), to: dayIn(to) };
  if (order.providers.length + order.measures.length === 0)
    throw new InvalidToken('audit order that names nothing');
  if (order.from > order.to) throw new InvalidToken('audit order that ends before it begins');
  return Object.freeze(order);
}

function idsIn(claim: unknown): readonly string[] {
  const ids: readonly unknown[] = claim === undefined ? [] : Array.isArray(claim) ? claim : [undefined];
  if (ids.length > mostNamed || !ids.every(isId)) throw new InvalidToken('audit order names what is no id');
  return Object.freeze([...ids]);
}

const isId = (id: unknown): id is string => typeof id === 'string' && /^[A-Za-z0-9-]{1,64}$/.test(id);

function dayIn(claim: unknown): Day {
  if (typeof claim !== 'string' || !isDay(claim)) throw new InvalidToken('audit order without its period');
  return claim;
}
