import { readdirSync, readFileSync } from 'node:fs';
import { names } from '../../src/event-codec/names.js';
import type { StoredEvent } from '../../src/event-store/event-store.js';

const folder = new URL('../samples/', import.meta.url);

/** Names of the recorded samples, `<stored name>.v<version>`. */
export const sampleNames: readonly string[] = readdirSync(folder).map(file => file.replace(/\.json$/, ''));

/** An event as it was once stored, kept for ever. */
export const sample = (name: string): StoredEvent =>
  JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as StoredEvent;

/** `<stored name>.v<version>` of every type, for every version that was ever written. */
export const everyVersion: readonly string[] = Object.values(names).flatMap(({ name, version }) =>
  Array.from({ length: version }, (_, index) => `${name}.v${index + 1}`),
);

export const currentVersions: readonly string[] = Object.values(names).map(
  ({ name, version }) => `${name}.v${version}`,
);
