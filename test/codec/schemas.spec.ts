import { readdirSync, readFileSync } from 'node:fs';
import { folder, schemasOfTypes } from '../../scripts/schemas.js';
import { currentVersions, everyVersion } from './sample.js';

describe('the schema files', () => {
  const generated = schemasOfTypes();

  it('are there for every type and every schema version, and for nothing else', () => {
    const expected = ['metadata', ...everyVersion].map(name => `${name}.json`);
    expect(readdirSync(folder).toSorted()).toEqual(expected.toSorted());
  });

  it('are made for exactly the types that have a stored name', () => {
    const expected = ['metadata', ...currentVersions].map(name => `${name}.json`);
    expect([...generated.keys()].toSorted()).toEqual(expected.toSorted());
  });

  it.each([...generated])('%s is what the types give (else: npm run schemas)', (file, text) => {
    expect(readFileSync(new URL(file, folder), 'utf8')).toBe(text);
  });
});
