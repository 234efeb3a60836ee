import type { DomainEntry } from '../event-codec/domain-event.js';
import { names } from '../event-codec/names.js';
import type { JsonObject } from '../event-store/event-store.js';
import type { Channel, Role, Source } from '../terms/actor.js';
import type { Instant } from '../terms/times.js';
import type { Belonging } from './belonging.js';
import { dataSchemaOf, eventTypeOf } from './event-schemas.js';
import { cursorAt } from './feed-cursor.js';
import { withoutStaff } from './staff.js';

/** An event as it leaves: CloudEvents 1.0 in its JSON format. What is sensitive and who recorded it stay here. */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  /** The store; with `id` unique. */
  readonly source: string;
  /** `teilhabe.CrisisOpened.v1` */
  readonly type: string;
  /** The stream. */
  readonly subject: string;
  /** When it happened. */
  readonly time: Instant;
  readonly datacontenttype: 'application/json';
  /** Name of the schema of `data`, which is served under `/v1/schemas`. */
  readonly dataschema: string;
  /** When the office first knew. */
  readonly learnedat: Instant;
  readonly recordedat: Instant;
  /** When the reporter itself knew. */
  readonly sourceknewat?: Instant;
  /** Place in its stream, from 0. */
  readonly revision: number;
  /** Whose word it is. */
  readonly wordof: Source;
  readonly channel: Channel;
  /** The role in which it was recorded; by whom is not told. */
  readonly actorrole: Role;
  readonly correlationid: string;
  readonly causationid: string;
  /** Version of the rulebook that applied. */
  readonly rulebook: string;
  readonly measureid?: string;
  readonly providerid?: string;
  /** Shown to the provider although it is the client's or the adviser's word. */
  readonly shared?: true;
  /** Where to go on after this event. */
  readonly cursor: string;
  /** Codes, dates and ids, by the type of the event. */
  readonly data: object;
}

export const sourceOf = (storeId: string): string => `urn:teilhabe:store:${storeId}`;

export function cloudEvent(
  storeId: string,
  entry: DomainEntry,
  { measureId, providerId }: Belonging,
): CloudEvent {
  const { sourceKnewAt, schemaVersion } = entry;
  const { name } = names[entry.type];
  return {
    specversion: '1.0',
    id: entry.id,
    source: sourceOf(storeId),
    type: eventTypeOf(name, schemaVersion),
    subject: entry.stream,
    time: entry.occurredAt,
    datacontenttype: 'application/json',
    dataschema: dataSchemaOf(name, schemaVersion),
    learnedat: entry.learnedAt,
    recordedat: entry.recordedAt,
    ...(sourceKnewAt !== undefined && { sourceknewat: sourceKnewAt }),
    revision: entry.revision,
    wordof: entry.source,
    channel: entry.channel,
    actorrole: entry.actor.role,
    correlationid: entry.correlationId,
    causationid: entry.causationId,
    rulebook: entry.rulebook,
    ...(measureId !== undefined && { measureid: measureId }),
    ...(providerId !== undefined && { providerid: providerId }),
    ...(entry.shared && { shared: true }),
    cursor: cursorAt(storeId, entry),
    data: withoutStaff(entry.data as JsonObject),
  };
}
