import { OnDemand } from './on-demand.ts';
import { servers } from './servers.ts';

declare global {
  var serversOnDemand: OnDemand | undefined;
}

/** Tells the workers which servers they can have, and where to ask for one. None is started before it is asked for. */
export default async function setUp(): Promise<void> {
  for (const [name, server] of Object.entries(servers))
    process.env[`TEST_LACKS_${name.toUpperCase()}`] = (await server.lacks()) ?? '';
  globalThis.serversOnDemand = new OnDemand(servers);
  process.env.TEST_SERVERS = await globalThis.serversOnDemand.open();
}
