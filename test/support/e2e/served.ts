import { randomUUID } from 'node:crypto';
import { Scene, type Step } from '../api/scene.js';
import { temporaryDirectory } from '../http/temporary-directory.js';
import { Remote } from './remote.js';
import { killServers, Server } from './server.js';

/** A data directory for each test of a file, which servers may serve one after the other; none outlives its test. */
export function served() {
  const directory = temporaryDirectory();
  let remote: Remote | undefined;
  let server: Server | undefined;
  afterEach(async () => {
    await killServers();
    remote = undefined;
  });
  return {
    directory,
    async start(environment?: Readonly<Record<string, string>>): Promise<{ server: Server; remote: Remote }> {
      server = await Server.start(directory(), environment);
      if (remote) remote.movedTo(server);
      else remote = await Remote.of(directory(), server, environment);
      return { server, remote };
    },
  };
}

/** Many scenes that share what they name in `ids`. */
export function scenesOf(
  remote: Remote,
  count: number,
  ids: Readonly<Record<string, string>>,
): readonly Scene<Remote>[] {
  return Array.from({ length: count }, (_, n) => {
    const scene = new Scene(remote, `${n}`);
    return Object.assign(scene, { ids: { ...scene.ids, ...ids } });
  });
}

/** A step that always is the same request, under a key of its own. */
export async function once(scene: Scene<Remote>, step: Step): Promise<Step> {
  const request = await step(scene);
  const headers = { 'idempotency-key': randomUUID(), 'x-correlation-id': randomUUID(), ...request.headers };
  return () => ({ ...request, headers });
}
