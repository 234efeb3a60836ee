import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const manifest = JSON.parse(read('package.json'));

interface Locked {
  readonly version: string;
  readonly hasInstallScript?: boolean;
  readonly gypfile?: boolean;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
const locked: [string, Locked][] = Object.entries(JSON.parse(read('package-lock.json')).packages);
const nameOf = (path: string): string => path.replace(/^.*node_modules\//, '');

describe('a fresh clone', () => {
  it('installs without a compiler', () => {
    // better-sqlite3 ships its binaries and says `gypfile: false`, but npm 10 reads the lock file only, sees the
    // package's binding.gyp and calls node-gyp. npm does not write this line by itself and an `npm install` may
    // drop it: then put `"gypfile": false` back into that entry of package-lock.json by hand.
    const sqlite = locked.filter(([path]) => nameOf(path) === 'better-sqlite3');
    expect(sqlite).toHaveLength(1);
    expect(sqlite[0]![1].gypfile).toBe(false);
  });

  it('installs on every platform that its packages know', () => {
    // npm 11's `npm ci` refuses a lock that lacks an optional dependency, even one for another platform. It is left
    // out where a registry does not have that version: then take a version of the package whose parts are all there.
    const paths = new Set(locked.map(([path]) => path));
    const lacking = locked.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        name => !paths.has(`node_modules/${name}`) && !paths.has(`${path}/node_modules/${name}`),
      ),
    );
    expect(lacking).toEqual([]);
  });

  it('runs the install scripts that it needs, and says of every other that it does not', () => {
    const withScript = locked
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => nameOf(path));
    const reviewed = Object.keys(manifest.allowScripts);
    expect(withScript.filter(name => !reviewed.includes(name))).toEqual([]);
    expect(reviewed.filter(name => !locked.some(([path]) => nameOf(path) === name))).toEqual([]);
    expect(manifest.allowScripts.node).toBe(true);
    expect(manifest.scarfSettings.enabled).toBe(false);
  });

  it('asks whatever registry its user has set up', () => {
    expect(locked.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
    expect(manifest.publishConfig).toBeUndefined();
    expect(existsSync(join(root, '.npmrc')) ? read('.npmrc') : '').not.toMatch(/registry/);
  });

  it('has the Node that the product is made for, whatever the machine has', () => {
    const [, { version }] = locked.find(([path]) => path === 'node_modules/node')!;
    expect(process.versions.node).toBe(version);
    expect(manifest.scripts.test).toContain('node');
  });

  it('has every script that its commands name', () => {
    const named = Object.values<string>(manifest.scripts).flatMap(
      script => script.match(/scripts\/[\w-]+\.ts/g) ?? [],
    );
    expect(named).toContain('scripts/oulad.ts');
    expect(named.filter(script => !existsSync(join(root, script)))).toEqual([]);
  });

  it('can be checked as it is', () => {
    expect(statSync(join(root, '.ci/run')).mode & 0o111).toBe(0o111);
  });

  it('carries the licence that it names, whole', () => {
    expect(manifest.license).toBe('EUPL-1.2');
    const articles = read('LICENSE')
      .matchAll(/^(\d+)\.[A-Z]/gm)
      .map(([, number]) => Number(number))
      .toArray();
    expect(articles).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
    expect(read('LICENSE')).toContain('EUROPEAN UNION PUBLIC LICENCE v. 1.2');
  });
});
