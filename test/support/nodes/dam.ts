import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands between a node and its database: it lets everything through, holds everything back, or cuts it. */
export class Dam {
  private held = false;
  private readonly pairs = new Set<readonly [Socket, Socket]>();

  private constructor(
    private readonly server: Server,
    private readonly original: URL,
  ) {}

  /** @param url of the database */
  static async before(url: string): Promise<Dam> {
    const server = createServer();
    const dam = new Dam(server, new URL(url));
    server.on('connection', near => dam.join(near));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return dam;
  }

  /** Of the database through the dam. */
  get url(): string {
    const url = new URL(this.original);
    url.hostname = '127.0.0.1';
    url.port = String((this.server.address() as AddressInfo).port);
    return url.href;
  }

  /** From now on nothing passes, and nobody is told: as when a machine stands still or a cable is out. */
  hold(): void {
    this.held = true;
    for (const [near, far] of this.pairs) for (const socket of [near, far]) socket.pause();
  }

  release(): void {
    this.held = false;
    for (const [near, far] of this.pairs) for (const socket of [near, far]) socket.resume();
  }

  /** Ends the connections that are there; new ones can be made. */
  cut(): void {
    for (const [near, far] of this.pairs) for (const socket of [near, far]) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise(resolve => this.server.close(resolve));
  }

  private join(near: Socket): void {
    const far = connect(Number(this.original.port || 5432), this.original.hostname);
    const pair = [near, far] as const;
    this.pairs.add(pair);
    for (const [from, to] of [pair, [far, near] as const]) {
      from.on('data', data => to.write(data));
      from.on('close', () => {
        to.destroy();
        this.pairs.delete(pair);
      });
      from.on('error', () => to.destroy());
      if (this.held) from.pause();
    }
  }
}
