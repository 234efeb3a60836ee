import type { Actor } from '../../terms/actor.js';
import type { AnyFact, Provenance, Recorded } from '../../terms/fact.js';

type Times = Pick<Provenance, 'occurredAt' | 'sourceKnewAt' | 'learnedAt' | 'recordedAt' | 'source'>;
type ForTheOffice = Pick<
  Provenance,
  'channel' | 'rulebook' | 'schemaVersion' | 'correlationId' | 'causationId' | 'shared'
>;

/** An entry of a stream that knows no corrections, as it was recorded. */
export interface ToldEntry<Type extends string> extends Times, Partial<ForTheOffice> {
  readonly eventId: string;
  readonly revision: number;
  /** Its place in the log. */
  readonly position?: string;
  readonly type: Type;
  /** Who recorded it; a provider is told the role of others only. */
  readonly actor: Pick<Actor, 'role'> & Partial<Actor>;
  /** Codes, dates and ids, by the type of the entry. */
  readonly data: object;
  /** Free text and disclosing codes, by the type of the entry. */
  readonly sensitive?: object;
}

type Entry<Type extends string> = Recorded<AnyFact & { readonly type: Type }>;

/** Of who recorded it, the role only. */
export function toldToAnybody<Type extends string>(entry: Entry<Type>): ToldEntry<Type> {
  const { id, type, data, sensitive, revision, actor } = entry;
  const { occurredAt, sourceKnewAt, learnedAt, recordedAt, source } = entry;
  return {
    eventId: id,
    revision,
    type,
    occurredAt,
    ...(sourceKnewAt === undefined ? {} : { sourceKnewAt }),
    learnedAt,
    recordedAt,
    actor: { role: actor.role },
    source,
    data,
    ...(sensitive ? { sensitive } : {}),
  };
}

export function toldToOffice<Type extends string>(entry: Entry<Type>): ToldEntry<Type> {
  const { position, actor, channel, rulebook, schemaVersion, correlationId, causationId, shared } = entry;
  return {
    ...toldToAnybody(entry),
    position,
    actor,
    channel,
    rulebook,
    schemaVersion,
    correlationId,
    causationId,
    ...(shared ? { shared } : {}),
  };
}
