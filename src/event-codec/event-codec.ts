import type { EventData, JsonObject, StoredEvent } from '../event-store/event-store.js';
import type { Provenance } from '../terms/fact.js';
import type { DomainEntry, DomainEvent, DomainEventType } from './domain-event.js';
import { metadataOf } from './metadata.js';
import { type Names, names } from './names.js';
import { metadataFaults, schemaFaults } from './schema-faults.js';

/** An event that has its provenance and no place in a stream yet. */
export type NewEntry = DomainEvent & Provenance;

/** A stored event that this program does not know: of another product, or written by a newer version. */
export class UnreadableEvent extends Error {
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly version: unknown;

  constructor({ stream, revision, type, metadata }: StoredEvent) {
    const version = metadata['schemaVersion'];
    super(`event ${revision} of ${stream} cannot be read: ${type}, schema version ${String(version)}`);
    this.name = 'UnreadableEvent';
    this.stream = stream;
    this.revision = revision;
    this.type = type;
    this.version = version;
  }
}

/** As JSON keeps it, so that what is checked is what will be stored. */
const plain = (value: object): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;

/** The stored form of a fact's data: its fields and, where there is any, the sensitive part beside them. */
export function storedData(fact: DomainEvent): JsonObject {
  const data = plain(fact.data);
  const sensitive = plain(fact.sensitive ?? {});
  return Object.keys(sensitive).length > 0 ? { ...data, sensitive } : data;
}

/**
 * An event as it is stored: `data` with the sensitive part, if any, under `sensitive`; all else in `metadata`.
 * @throws Error where the event does not fit its schema: a mistake of ours, never of a caller.
 */
export function encode(entry: NewEntry): EventData {
  const { name, version } = names[entry.type];
  const data = storedData(entry);
  const metadata = plain(metadataOf(entry));
  const faults = [...schemaFaults(entry.type, data), ...metadataFaults(metadata)];
  if (entry.schemaVersion !== version) faults.push({ field: 'schemaVersion', problem: `must be ${version}` });
  if (faults.length > 0)
    throw new Error(`${entry.type} ${entry.id}: ${faults.map(f => `${f.field} ${f.problem}`).join('; ')}`);
  return { id: entry.id, type: name, data, metadata };
}

/**
 * Reads stored events by a registry of names. An entry shares its values with the stored event and carries the
 * schema version to which it was raised. Nothing is checked: a rebuild reads millions.
 */
export function decoder<Type extends string>(registry: Names<Type>): (stored: StoredEvent) => DomainEntry {
  const types = Object.keys(registry) as Type[];
  const known = new Map(types.map(type => [registry[type].name, { type, ...registry[type] }]));
  return stored => {
    const { id, stream, revision, position, metadata } = stored;
    const target = known.get(stored.type);
    const written = Number(metadata['schemaVersion']);
    if (!target || !Number.isInteger(written) || written < 1 || written > target.version)
      throw new UnreadableEvent(stored);
    const { type, version } = target;
    let data = stored.data;
    for (let from = written; from < version; from++) data = target.upcasts[from - 1]!(data);
    const entry = { ...metadata, id, type, schemaVersion: version, stream, revision, position, data };
    if (!('sensitive' in data)) return entry as unknown as DomainEntry;
    const { sensitive, ...open } = data;
    return { ...entry, data: open, sensitive } as unknown as DomainEntry;
  };
}

/** @throws UnreadableEvent */
export const decode: (stored: StoredEvent) => DomainEntry = decoder<DomainEventType>(names);
