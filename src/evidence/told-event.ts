import { isParticipation } from '../event-codec/streams.js';
import type { Actor } from '../terms/actor.js';
import { fingerprintOf } from './fingerprint.js';
import type { Kept } from './case-record.js';
import type { Acted, EventRef, ToldEvent, ToldTimes } from './dossier.js';
import type { Pseudonyms } from './pseudonyms.js';

/** A person as what they acted as. */
export const actedAs = ({ role, organisation }: Actor): Acted => ({
  role,
  ...(organisation === undefined ? {} : { organisation }),
});

export const timesOf = ({ occurredAt, sourceKnewAt, learnedAt, recordedAt }: ToldTimes): ToldTimes => ({
  occurredAt,
  ...(sourceKnewAt === undefined ? {} : { sourceKnewAt }),
  learnedAt,
  recordedAt,
});

/** An event as a line of `events.ndjson`. */
export function toldEvent({ stored, entry }: Kept, id: EventRef, names: Pseudonyms): ToldEvent {
  const { stream, revision, type, schemaVersion, actor, source, channel, rulebook } = entry;
  const { shared, measureId, providerId, causationId, data } = entry;
  const sensitive = names.sensitive(entry.sensitive ?? {}, stream);
  const cause = names.event(causationId);
  return {
    id,
    stream: names.stream(stream),
    revision,
    type,
    schemaVersion,
    ...timesOf(entry),
    actor: actedAs(actor),
    source,
    channel,
    rulebook,
    ...(shared ? { shared } : {}),
    ...(measureId === undefined ? {} : { measureId }),
    ...(providerId === undefined ? {} : { providerId }),
    ...(cause === undefined || cause === id ? {} : { causedBy: cause }),
    data: names.data(data, stream),
    ...(Object.keys(sensitive).length ? { sensitive } : {}),
    stored: {
      ...(isParticipation(stream) ? {} : { eventId: stored.id }),
      sha256: fingerprintOf(stored),
    },
  };
}
