import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Started } from '../servers/server.ts';

const run = promisify(execFile);
/** Milliseconds. */
const [atOnce, toPull] = [3_000, 240_000];

const repositories = [
  'kurrentplatform/kurrentdb',
  'docker.kurrent.io/kurrent-lts/kurrentdb',
  'eventstore/eventstore',
];
const newest = 'kurrentplatform/kurrentdb:26.1';

const docker = async (within: number, ...words: readonly string[]): Promise<string | undefined> => {
  try {
    return (await run('docker', words, { timeout: within })).stdout;
  } catch {
    return undefined;
  }
};

/** An image that the engine has, or one that it has pulled just now; undefined where no engine answers at once. */
export async function kurrentImage(): Promise<string | undefined> {
  if ((await docker(atOnce, 'info', '--format', '{{.ServerVersion}}')) === undefined) return undefined;
  for (const repository of repositories) {
    const listed = await docker(atOnce, 'image', 'ls', '--format', '{{.Repository}}:{{.Tag}}', repository);
    const image = listed?.split('\n').find(line => line !== '' && !line.endsWith(':<none>'));
    if (image) return image;
  }
  if ((await docker(4 * atOnce, 'manifest', 'inspect', newest)) === undefined) return undefined;
  return (await docker(toPull, 'pull', '--quiet', newest)) === undefined ? undefined : newest;
}

/** A node in a container that is its own, without access control, which only this machine reaches. */
export async function startContainer(image: string): Promise<Started> {
  const { KurrentDbContainer } = await import('@testcontainers/kurrentdb');
  const container = await new KurrentDbContainer(image)
    .withEnvironment({
      KURRENTDB_RUN_PROJECTIONS: 'None',
      KURRENTDB_START_STANDARD_PROJECTIONS: 'false',
      KURRENTDB_MEM_DB: 'true',
      // the same under the names of versions before 25
      EVENTSTORE_CLUSTER_SIZE: '1',
      EVENTSTORE_INSECURE: 'true',
      EVENTSTORE_MEM_DB: 'true',
    })
    .start();
  return {
    address: `esdb://${container.getHost()}:${container.getFirstMappedPort()}?tls=false`,
    stop: async () => void (await container.stop()),
  };
}
