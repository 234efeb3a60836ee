/**
 * Builds `dist` unless every file in it is at least as new as what it was made from, so that a fresh clone starts
 * with one command and a second start is quick. It writes to stderr only: stdout belongs to the command that
 * follows. A build that was killed half-way leaves files missing and is therefore done again.
 */
import { spawnSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const settings = ['nest-cli.json', '.swcrc', 'tsconfig.build.json', 'tsconfig.json', 'package.json'];

const changedAt = (path: string): number =>
  statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;

const outputOf = (source: string): string => source.replace(/^src/, 'dist').replace(/\.ts$/, '.js');

function isFresh(): boolean {
  const settled = Math.max(...settings.map(changedAt));
  return globSync('src/**/*.{ts,json,yaml}', { cwd: root }).every(
    source => changedAt(outputOf(source)) >= Math.max(settled, changedAt(source)),
  );
}

if (!isFresh()) {
  process.stderr.write('building…\n');
  const nest = join(root, 'node_modules/@nestjs/cli/bin/nest.js');
  const built = spawnSync(process.execPath, [nest, 'build'], { cwd: root, stdio: ['ignore', 2, 2] });
  process.exitCode = built.status ?? 1;
}
