import { createServer } from 'node:net';
import type { Config } from '../config.js';

/** Whoever waits for a year to be made does not want to hear then that the port is taken. @throws what listening throws */
export async function tryPort({ port, host }: Config): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  await new Promise(resolve => server.close(resolve));
}
