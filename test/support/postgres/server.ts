import type { Server, Started } from '../servers/server.ts';
import { installedPrograms, startCluster } from './cluster.ts';
import { postgresImage, startContainer } from './container.ts';

const given = (): string | undefined => process.env.TEST_POSTGRES || undefined;

const lack =
  'no PostgreSQL: set TEST_POSTGRES to the URL of a database, or have the image postgres in Docker, or install the ' +
  "server's programs (Debian: postgresql)";

/** The database that TEST_POSTGRES names, else a container, else a cluster from installed programs. */
export const postgres: Server = {
  lacks: async () => ((given() ?? installedPrograms() ?? (await postgresImage())) ? undefined : lack),
  async start(): Promise<Started> {
    const address = given();
    if (address !== undefined) return { address, stop: async () => undefined };
    const image = await postgresImage();
    if (image !== undefined) return startContainer(image);
    const programs = installedPrograms();
    if (programs !== undefined) return startCluster(programs);
    throw new Error(lack);
  },
};
