import { readFileSync } from 'node:fs';
import { folder } from '../../scripts/schemas.js';
import { decode, encode, storedData } from '../../src/event-codec/event-codec.js';
import { metadataFaults, schemaFaults } from '../../src/event-codec/schema-faults.js';
import { currentVersions, everyVersion, sample, sampleNames } from './sample.js';

describe('recorded samples', () => {
  it('exist for every type and every schema version, and for nothing else', () => {
    expect(sampleNames.toSorted()).toEqual(everyVersion.toSorted());
  });

  it('show every field of the metadata', () => {
    const shown = new Set(sampleNames.flatMap(name => Object.keys(sample(name).metadata)));
    const schema = JSON.parse(readFileSync(new URL('metadata.json', folder), 'utf8')) as {
      properties: object;
    };
    expect([...shown].toSorted()).toEqual(Object.keys(schema.properties).toSorted());
  });

  it.each(sampleNames)('%s still reads, and fits the schema of today', name => {
    const stored = sample(name);
    const entry = decode(stored);
    expect(`${stored.type}.v${String(stored.metadata['schemaVersion'])}`).toBe(name);
    expect(schemaFaults(entry.type, storedData(entry))).toEqual([]);
    expect(metadataFaults(stored.metadata)).toEqual([]);
  });

  it.each(currentVersions)('%s is written again byte by byte', name => {
    const { id, type, data, metadata } = sample(name);
    const written = encode(decode(sample(name)));
    expect(written).toEqual({ id, type, data, metadata });
    expect(JSON.stringify(written.data)).toBe(JSON.stringify(data));
    expect(JSON.stringify(written.metadata)).toBe(JSON.stringify(metadata));
  });
});
