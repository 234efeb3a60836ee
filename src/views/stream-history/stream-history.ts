import type { ClientEntry } from '../../client/events.js';
import type { DomainEntry } from '../../event-codec/domain-event.js';
import type { ProviderEntry } from '../../provider/events.js';
import type { Actor } from '../../terms/actor.js';
import type { Provenance } from '../../terms/fact.js';
import type { Axes } from '../case-history/axes.js';

type Times = Pick<Provenance, 'occurredAt' | 'sourceKnewAt' | 'learnedAt' | 'recordedAt' | 'source'>;
type ForTheOffice = Pick<
  Provenance,
  'channel' | 'rulebook' | 'schemaVersion' | 'correlationId' | 'causationId' | 'shared'
>;

/** An entry of a stream as it was recorded: nothing in these streams is ever corrected. */
export interface ToldEntry extends Times, Partial<ForTheOffice> {
  readonly eventId: string;
  readonly revision: number;
  /** Its place in the log. */
  readonly position?: string;
  readonly type: (ClientEntry | ProviderEntry)['type'];
  /** Who recorded it; a provider is told the role of others only. */
  readonly actor: Pick<Actor, 'role'> & Partial<Actor>;
  /** Codes, dates and ids, by the type of the entry. */
  readonly data: object;
  /** Free text and disclosing codes, by the type of the entry. */
  readonly sensitive?: object;
}

/** The entries on the axes that were asked, in the order of the log. */
interface StreamHistory {
  /** Of the last entry in the record, -1 where there was none. */
  readonly revision: number;
  readonly asked: Axes;
  readonly entries: readonly ToldEntry[];
}

/** What is recorded of a client itself: talks, mandates, complaints, hand-overs. */
export interface ClientHistory extends StreamHistory {
  readonly clientId: string;
}

/** What is recorded of a provider itself: visits and changes of its staff. */
export interface ProviderOwnHistory extends StreamHistory {
  readonly providerId: string;
}

function toldToOffice(entry: ClientEntry | ProviderEntry): ToldEntry {
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

/** Of who recorded it, the role only. */
function toldToAnybody(entry: ClientEntry | ProviderEntry): ToldEntry {
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

const onAxes =
  ({ asOf, knownAt, recordedBy }: Axes) =>
  ({ occurredAt, learnedAt, recordedAt }: DomainEntry): boolean =>
    (asOf === undefined || occurredAt <= asOf) &&
    (knownAt === undefined || learnedAt <= knownAt) &&
    (recordedBy === undefined || recordedAt <= recordedBy);

const revisionOf = (entries: readonly DomainEntry[], { recordedBy }: Axes): number =>
  entries.findLast(({ recordedAt }) => recordedBy === undefined || recordedAt <= recordedBy)?.revision ?? -1;

/** @param entries the client's whole stream */
export const clientHistory = (
  clientId: string,
  entries: readonly ClientEntry[],
  axes: Axes,
): ClientHistory => ({
  clientId,
  revision: revisionOf(entries, axes),
  asked: axes,
  entries: entries.filter(onAxes(axes)).map(toldToOffice),
});

/** @param entries the provider's whole stream */
export const providerOwnHistory = (
  providerId: string,
  entries: readonly ProviderEntry[],
  axes: Axes,
): ProviderOwnHistory => ({
  providerId,
  revision: revisionOf(entries, axes),
  asked: axes,
  entries: entries.filter(onAxes(axes)).map(toldToOffice),
});

/** The same as the provider reads it: its own word, and what the office has shared. */
export function toldToProvider(
  providerId: string,
  entries: readonly ProviderEntry[],
  axes: Axes,
): ProviderOwnHistory {
  const wroteItself = ({ role, organisation }: Actor): boolean =>
    role === 'provider' && organisation === providerId;
  return {
    providerId,
    revision: revisionOf(entries, axes),
    asked: axes,
    entries: entries
      .filter(onAxes(axes))
      .filter(({ source, shared }) => source === 'provider' || shared)
      .map(entry => ({
        ...toldToAnybody(entry),
        ...(wroteItself(entry.actor) ? { actor: entry.actor } : {}),
      })),
  };
}
