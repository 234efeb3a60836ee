import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A way to a port of this machine, on which what has begun can be stopped without a word. */
export class Passage {
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  static async to(port: number): Promise<Passage> {
    const passage: Passage = new Passage(
      createServer(from => {
        const there = connect(port, '127.0.0.1');
        for (const socket of [from, there]) {
          passage.sockets.add(socket);
          socket.on('error', () => undefined);
          socket.on('close', () => {
            passage.sockets.delete(socket);
            from.destroy();
            there.destroy();
          });
        }
        from.pipe(there).pipe(from);
      }),
    );
    passage.server.listen(0, '127.0.0.1');
    await once(passage.server, 'listening');
    return passage;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** How many connections stand, on both sides together. */
  get sides(): number {
    return this.sockets.size;
  }

  /** From now on nothing gets through on any connection that stands; new ones work. */
  freeze(): void {
    for (const socket of this.sockets) socket.unpipe().pause();
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }
}
