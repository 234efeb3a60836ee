import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const house = mkdtempSync(join(tmpdir(), 'house-'));
const at = (path: string): string => join(house, path);

/** A small house of its own with this one's build settings. */
beforeAll(() => {
  const settings = ['package.json', 'nest-cli.json', '.swcrc', 'tsconfig.json', 'tsconfig.build.json'];
  for (const file of [...settings, 'scripts/build-if-stale.ts']) cpSync(join(root, file), at(file));
  symlinkSync(join(root, 'node_modules'), at('node_modules'));
  mkdirSync(at('src/room'), { recursive: true });
  writeFileSync(at('src/cli.ts'), `import './room/word.js';\n`);
  writeFileSync(at('src/room/word.ts'), `const word: string = 'built';\nconsole.log(word);\n`);
  writeFileSync(at('src/room/seed.json'), '{}\n');
});
afterAll(() => rmSync(house, { recursive: true }));

function build() {
  const script = at('scripts/build-if-stale.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], {
    encoding: 'utf8',
    cwd: tmpdir(),
  });
  expect(stdout).toBe('');
  return { status, built: stderr.includes('building') };
}
const touch = (path: string, seconds: number): void => {
  const then = Date.now() / 1000 + seconds;
  utimesSync(at(path), then, then);
};

it('builds in a fresh clone, where the commands look for it, and is silent on stdout', () => {
  expect(build()).toEqual({ status: 0, built: true });
  expect(spawnSync(process.execPath, [at('dist/cli.js')], { encoding: 'utf8' }).stdout).toBe('built\n');
  expect(existsSync(at('dist/room/seed.json'))).toBe(true);
});

it('does nothing while nothing changed', () => {
  expect(build()).toEqual({ status: 0, built: false });
});

it.each(['src/room/word.ts', 'src/room/seed.json', 'package.json', '.swcrc'])(
  'builds again after a change of %s',
  path => {
    touch(path, 60);
    expect(build()).toEqual({ status: 0, built: true });
    touch(path, -60);
    expect(build()).toEqual({ status: 0, built: false });
  },
);

it('builds again what a killed build left half-done', () => {
  rmSync(at('dist/room/word.js'));
  expect(build()).toEqual({ status: 0, built: true });
});

it('fails where the build fails', () => {
  writeFileSync(at('src/room/word.ts'), 'const (');
  expect(build()).toEqual({ status: 1, built: true });
});
