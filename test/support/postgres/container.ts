import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Started } from '../servers/server.ts';

const run = promisify(execFile);
const atOnce = { timeout: 3000 };

/** Images of a repository that the Docker engine has at hand; none where no engine answers within seconds. */
async function imagesOf(repository: string): Promise<readonly string[]> {
  try {
    const { stdout } = await run(
      'docker',
      ['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}', repository],
      atOnce,
    );
    return stdout.split('\n').filter(line => line !== '' && !line.endsWith(':<none>'));
  } catch {
    return [];
  }
}

/** The image of PostgreSQL that a container can be made of without any being fetched. */
export const postgresImage = async (): Promise<string | undefined> => (await imagesOf('postgres'))[0];

/** A PostgreSQL in a container that is its own. */
export async function startContainer(image: string): Promise<Started> {
  // the watcher that removes what a killed run leaves behind is an image too, and none is fetched here
  if ((await imagesOf('testcontainers/ryuk')).length === 0)
    process.env.TESTCONTAINERS_RYUK_DISABLED ??= 'true';
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
  const container = await new PostgreSqlContainer(image)
    .withEnvironment({ POSTGRES_INITDB_ARGS: '--locale-provider=icu --icu-locale=de-DE --no-sync' })
    .withCommand(['postgres', '-c', 'fsync=off', '-c', 'max_connections=200'])
    .start();
  return {
    address: container.getConnectionUri(),
    stop: async () => void (await container.stop()),
  };
}
