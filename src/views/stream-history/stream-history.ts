import type { ClientEntry } from '../../client/events.js';
import type { DomainEntry } from '../../event-codec/domain-event.js';
import type { ProviderEntry } from '../../provider/events.js';
import type { Actor } from '../../terms/actor.js';
import type { Axes } from '../case-history/axes.js';
import { toldToAnybody, toldToOffice, type ToldEntry } from './told-entry.js';

type Told = ToldEntry<(ClientEntry | ProviderEntry)['type']>;

/** The entries on the axes that were asked, in the order of the log. */
interface StreamHistory {
  /** Of the last entry in the record, -1 where there was none. */
  readonly revision: number;
  readonly asked: Axes;
  readonly entries: readonly Told[];
}

/** What is recorded of a client itself: talks, mandates, complaints, hand-overs. */
export interface ClientHistory extends StreamHistory {
  readonly clientId: string;
}

/** What is recorded of a provider itself: visits and changes of its staff. */
export interface ProviderOwnHistory extends StreamHistory {
  readonly providerId: string;
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
  entries: entries.filter(onAxes(axes)).map(entry => toldToOffice(entry)),
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
  entries: entries.filter(onAxes(axes)).map(entry => toldToOffice(entry)),
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
