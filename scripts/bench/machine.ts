import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';

const root = new URL('../../', import.meta.url);
const versionOf = (name: string): string =>
  (
    JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, root), 'utf8')) as {
      version: string;
    }
  ).version;

function commit(): string {
  try {
    const git = (...words: readonly string[]): string =>
      execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim();
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : ' with changes');
  } catch {
    return 'unknown';
  }
}

/** The mount that holds a directory: what it lies on, as the kernel tells. */
function disk(directory: string): { readonly device: string; readonly fileSystem: string } {
  try {
    const mounts = readFileSync('/proc/self/mounts', 'utf8')
      .split('\n')
      .map(line => line.split(' '))
      .filter(([, at]) => at !== undefined && `${directory}/`.startsWith(at.endsWith('/') ? at : `${at}/`))
      .toSorted(([, a], [, b]) => a!.length - b!.length);
    const [device = 'unknown', , fileSystem = 'unknown'] = mounts.at(-1) ?? [];
    return { device, fileSystem };
  } catch {
    return { device: 'unknown', fileSystem: 'unknown' };
  }
}

/** What the figures come from. @param directory where the measured files are */
export const machine = (directory: string) => ({
  at: new Date().toISOString(),
  commit: commit(),
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  memoryGb: Math.round(totalmem() / 2 ** 30),
  kernel: `${type()} ${release()}`,
  disk: disk(directory),
  versions: {
    node: process.versions.node,
    'better-sqlite3': versionOf('better-sqlite3'),
    fastify: versionOf('fastify'),
    '@nestjs/core': versionOf('@nestjs/core'),
    kysely: versionOf('kysely'),
    pg: versionOf('pg'),
    '@eventstore/db-client': versionOf('@eventstore/db-client'),
  },
});

export type Machine = ReturnType<typeof machine>;

/** Processes that ran or waited in the last minute: above the number of cores the figures are of a busy machine. */
export const load = (): number => loadavg()[0]!;
