import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cycles, violations } from './support/architecture.js';
import { doors, forbiddenFolders, importTable } from './support/import-table.js';
import { readSource } from './support/source-file.js';

const root = join(import.meta.dirname, '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const dependencies = Object.keys(manifest.dependencies);
const sources = globSync('**/*.ts', { cwd: join(root, 'src') })
  .toSorted()
  .map(file => readSource(file.replaceAll('\\', '/'), readFileSync(join(root, 'src', file), 'utf8')));

describe('the house', () => {
  it('keeps the import table, without cycles, barrels or a clock in the domain', () => {
    expect(sources.length).toBeGreaterThan(0);
    expect(violations(sources, dependencies)).toEqual([]);
  });

  it('has no folder for what belongs nowhere', () => {
    const folders = globSync(`{src,test,scripts}/**/{${forbiddenFolders.join(',')}}`, { cwd: root });
    expect(folders).toEqual([]);
  });

  it('has a table that leads one way', () => {
    const table = new Map(Object.entries(importTable).map(([name, { rooms }]) => [name, rooms]));
    expect(cycles(table)).toEqual([]);
    expect([...table.values()].flat().filter(name => !table.has(name))).toEqual([]);
  });
});

const breaches = (files: Record<string, string>) =>
  violations(
    Object.entries(files).map(([file, text]) => readSource(file, text)),
    ['feiertagejs', '@nestjs/common'],
  );

describe('the check of the house', () => {
  it.each([
    ['an import', `import { x } from '../views/x.js';`],
    ['an import of types', `import type { X } from '../views/x.js';`],
    ['an import for its effect', `import '../views/x.js';`],
    ['a passing on', `export { x } from '../views/x.js'; export const y = 1;`],
    ['a passing on of all', `export * from '../views/x.js'; export const y = 1;`],
    ['a dynamic import', `const load = () => import('../views/x.js');`],
    ['a type by import', `export type X = import('../views/x.js').X;`],
    ['an import by assignment', `import x = require('../views/x.js');`],
    ['a require', `const x = require('../views/x.js');`],
  ])('sees %s and names file, import and rule', (_, text) => {
    expect(breaches({ 'client/state.ts': text })).toEqual([
      'client/state.ts imports ../views/x.js: client may import terms, rulebook',
    ]);
  });

  it.each([
    ['participation/a.ts', `import { x } from '../client/x.js';`, 'participation may import terms, rulebook'],
    ['terms/a.ts', `import { x } from '../clock.js';`, 'terms may import nothing'],
    ['clock.ts', `import { x } from './config.js';`, 'clock may import nothing'],
    ['http/deep/a.ts', `import { x } from '../../policies/x.js';`, 'http may import'],
    ['cli/a.ts', `import { x } from '../cli.js';`, 'nothing imports cli.ts'],
    ['main.ts', `import { x } from '../test/x.js';`, 'it leads out of src'],
    ['client/a.ts', `import { x } from 'node:fs';`, 'the packages that client may import are nothing'],
    [
      'rulebook/a.ts',
      `import { x } from '@nestjs/common';`,
      'the packages that rulebook may import are feiertagejs',
    ],
    ['http/a.ts', `import { x } from '@nestjs/testing/x';`, 'it is not among the dependencies'],
    ['http/a.ts', `const x = await import(name);`, 'an import names a fixed text'],
    ['client/a.ts', `const at = new Date();`, 'client/a.ts uses new Date(): time and chance'],
    ['client/a.ts', `const at = new Date;`, 'uses new Date()'],
    ['client/a.ts', `const at = Date();`, 'uses Date()'],
    ['terms/a.ts', `const at = Date\n  .now();`, 'uses Date.now'],
    ['rulebook/a.ts', `const now = Date.now;`, 'uses Date.now'],
    ['office/a.ts', `const n = Math.random();`, 'uses Math.random'],
    ['office/a.ts', `const id = crypto.randomUUID();`, 'uses randomUUID'],
    ['views/reach/reach.projection.ts', `const at = new Date();`, 'uses new Date()'],
    ['elsewhere/a.ts', `export const x = 1;`, 'a room that the import table does not know'],
    ['stray.ts', `export const x = 1;`, 'a room that the import table does not know'],
    ['http/common/a.ts', `export const x = 1;`, 'a folder named common'],
    ['client/index.ts', `export const x = 1;`, 'is a barrel'],
    ['client/all.ts', `export * from './state.js';`, 'is a barrel'],
  ])('refuses %s with %s', (file, text, rule) => {
    const found = breaches({ [file]: text });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(file);
    expect(found[0]).toContain(rule);
  });

  it('sees cycles, those of types too, each once', () => {
    const found = breaches({
      'client/a.ts': `import { b } from './b.js'; import { d } from './d.js'; export const a = 1;`,
      'client/b.ts': `import type { C } from './c.js'; export const b = 1;`,
      'client/c.ts': `import { a } from './a.js'; export type C = typeof a;`,
      'client/d.ts': `import type { d } from './d.js'; export const e = 1;`,
    });
    expect(found).toEqual([
      'client/a.ts → client/b.ts → client/c.ts → client/a.ts: a cycle, and there are no cycles',
      'client/d.ts → client/d.ts: a cycle, and there are no cycles',
    ]);
  });

  it('lets pass what the table allows', () => {
    const found = breaches({
      'client/a.ts': `import type { Day } from '../terms/times.js'; import { x } from './x.js'; new Date(0);`,
      'rulebook/a.ts': `import { x } from 'feiertagejs/deep';`,
      'http/a.ts': `import { x } from '@nestjs/common'; import fs from 'node:fs'; const now = new Date();`,
      'terms/a.ts': `// Date.now() and import('../views/x.js') in words\nexport const text = 'Math.random()';`,
      ...Object.fromEntries(
        doors.map(file => [file, `import { x } from './http/x.js'; import './views/x.js';`]),
      ),
    });
    expect(found).toEqual([]);
  });
});
