import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Server, Started } from './server.ts';

/** Starts servers when the first test asks for them, once a run of jest, and stops them at its end. */
export class OnDemand {
  private readonly started = new Map<string, Promise<Started>>();
  private readonly door = createServer((request, response) => {
    void this.address(request.url!.slice(1)).then(
      address => response.end(address),
      (error: unknown) => response.writeHead(503).end(String(error)),
    );
  });

  private readonly servers: Readonly<Record<string, Server>>;

  // Node reads this file without a compiler: no parameter properties
  constructor(servers: Readonly<Record<string, Server>>) {
    this.servers = servers;
  }

  /** Where workers ask. */
  async open(): Promise<string> {
    await new Promise<void>(resolve => this.door.listen(0, '127.0.0.1', resolve));
    this.door.unref();
    return `http://127.0.0.1:${(this.door.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.door.close();
    this.door.closeAllConnections();
    for (const one of await Promise.allSettled(this.started.values()))
      if (one.status === 'fulfilled') await one.value.stop();
  }

  private async address(name: string): Promise<string> {
    const server = this.servers[name];
    if (!server) throw new Error(`no tests know a server ${name}`);
    const known = this.started.get(name) ?? server.start();
    this.started.set(name, known);
    return (await known).address;
  }
}
