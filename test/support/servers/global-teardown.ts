import type { OnDemand } from './on-demand.ts';

export default async function tearDown(): Promise<void> {
  await (globalThis.serversOnDemand as OnDemand | undefined)?.close();
}
