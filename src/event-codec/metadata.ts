import type { Provenance } from '../terms/fact.js';

/** What is stored beside an event's data: its provenance, but for the id that every store keeps by itself. */
export type Metadata = Omit<Provenance, 'id'>;

// In the order in which they are stored; a field of Provenance that is missing here does not compile.
const fields: Readonly<Record<keyof Metadata, true>> = {
  schemaVersion: true,
  occurredAt: true,
  sourceKnewAt: true,
  learnedAt: true,
  recordedAt: true,
  actor: true,
  source: true,
  channel: true,
  correlationId: true,
  causationId: true,
  rulebook: true,
  shared: true,
  command: true,
  measureId: true,
  providerId: true,
  reads: true,
};
const order = Object.keys(fields) as readonly (keyof Metadata)[];

/** The stored part of an entry's provenance, always in the same order. */
export const metadataOf = (provenance: Provenance): object =>
  Object.fromEntries(order.map(field => [field, provenance[field]]));
