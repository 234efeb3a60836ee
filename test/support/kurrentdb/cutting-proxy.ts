import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Frames, frameType, type Frame } from './frames.js';

/**
 * Where a connection is cut, counted from now on. `skip` requests are let through before.
 * - `request`: after so many bytes of a request, before it is whole: nothing can have been committed.
 * - `request-end`: all of a request but its end is passed.
 * - `answer`: the server answers, so that it has decided; nothing of the answer is passed.
 * - `answer-part`: the answer begins and goes no further.
 */
export interface Cut {
  readonly at: 'request' | 'request-end' | 'answer' | 'answer-part';
  readonly skip?: number;
  readonly bytes?: number;
}

interface Armed {
  readonly cut: Cut;
  skip: number;
  left: number;
  /** The request that is hit, once it has begun. */
  hit?: { readonly pair: Pair; readonly stream: number; answered?: boolean } | undefined;
}

/** A client's connection and the one to the node that belongs to it. */
type Pair = readonly [client: Socket, node: Socket];

const host = '127.0.0.1';

/** Stands before a node that speaks without TLS, and cuts connections at the moment that it is told. */
export class CuttingProxy {
  /** How many connections were cut, and where. */
  readonly cuts = { request: 0, 'request-end': 0, answer: 0, 'answer-part': 0 };
  private readonly pairs = new Set<Pair>();
  private listener: Server | undefined;
  private chosenPort = 0;
  private armed: Armed | undefined;
  private then: readonly Cut[] = [];
  private held = false;
  private told: (() => void) | undefined;

  private constructor(private readonly target: URL) {}

  /** @param connection of the node, `esdb://host:port?tls=false` */
  static async before(connection: string): Promise<CuttingProxy> {
    const target = new URL(connection);
    if (target.protocol !== 'esdb:' || !target.searchParams.has('tls', 'false'))
      throw new Error('only a node that is named as esdb://host:port?tls=false can stand behind the proxy');
    const proxy = new CuttingProxy(target);
    await proxy.start();
    return proxy;
  }

  get connection(): string {
    const { username, password, search } = this.target;
    const user = username === '' ? '' : `${username}:${password}@`;
    return `esdb://${user}${host}:${this.chosenPort}${search}`;
  }

  /** The next request, on whichever connection, meets the first cut, one after that the second. Without any: all pass. */
  arm(first?: Cut, ...then: readonly Cut[]): void {
    this.armed = first && { cut: first, skip: first.skip ?? 0, left: first.bytes ?? 0 };
    this.then = then;
  }

  /** Resolves with the next cut. */
  nextCut(): Promise<void> {
    return new Promise(resolve => (this.told = resolve));
  }

  async start(): Promise<void> {
    this.listener = createServer(socket => this.take(socket));
    this.listener.listen(this.chosenPort, host).unref();
    await once(this.listener, 'listening');
    this.chosenPort = (this.listener.address() as AddressInfo).port;
  }

  /** Cuts all connections and refuses new ones, on the same port, until it is started again. */
  async stop(): Promise<void> {
    const { listener } = this;
    this.listener = undefined;
    if (!listener) return;
    const closed = once(listener, 'close');
    listener.close();
    this.cutAll();
    await closed;
  }

  /** Keeps all connections and takes new ones, and lets nothing pass: the node does not answer, and does not go. */
  hold(): void {
    this.held = true;
    for (const socket of [...this.pairs].flat()) socket.pause();
  }

  release(): void {
    this.held = false;
    for (const socket of [...this.pairs].flat()) socket.resume();
  }

  cutAll(): void {
    for (const pair of this.pairs) cutPair(pair);
  }

  private take(client: Socket): void {
    const node = connect(Number(this.target.port || 2113), this.target.hostname);
    const pair: Pair = [client, node];
    this.pairs.add(pair);
    for (const socket of pair)
      socket
        .setNoDelay(true)
        .on('error', () => undefined)
        .once('close', () => {
          this.pairs.delete(pair);
          this.missed(pair);
          cutPair(pair);
        });
    const [requests, answers] = [new Frames('client'), new Frames('server')];
    client.on('data', (chunk: Buffer) => {
      for (const frame of requests.of(chunk)) if (!this.passRequest(frame, pair)) return;
    });
    node.on('data', (chunk: Buffer) => {
      for (const frame of answers.of(chunk)) if (!this.passAnswer(frame, pair)) return;
    });
    if (this.held) for (const socket of pair) socket.pause();
  }

  private passRequest(frame: Frame, pair: Pair): boolean {
    const { armed } = this;
    if (armed && !armed.hit && frame.type === frameType.headers && armed.skip-- <= 0)
      armed.hit = { pair, stream: frame.stream };
    if (frame.type === frameType.reset) this.missed(pair, frame.stream);
    if (!armed || !hits(armed, frame, pair)) return passed(pair[1], frame.bytes);
    if (armed.cut.at === 'request') {
      // never the whole of the last frame: a node acts on a request that is complete
      const most = frame.bytes.length - (frame.endsStream ? 1 : 0);
      const part = frame.bytes.subarray(0, Math.min(armed.left, most));
      armed.left -= part.length;
      passed(pair[1], part);
      return part.length === frame.bytes.length || this.cut(pair, armed);
    }
    if (armed.cut.at === 'request-end' && frame.endsStream) return this.cut(pair, armed);
    return passed(pair[1], frame.bytes);
  }

  private passAnswer(frame: Frame, pair: Pair): boolean {
    const { armed } = this;
    if (!armed || !hits(armed, frame, pair)) return passed(pair[0], frame.bytes);
    const { at } = armed.cut;
    const tells = frame.type === frameType.headers || frame.type === frameType.data;
    const { answered } = armed.hit!;
    armed.hit!.answered ||= tells;
    if (tells && (at === 'answer' || (at === 'answer-part' && (answered || frame.endsStream))))
      return this.cut(pair, armed);
    return passed(pair[0], frame.bytes);
  }

  /** The request that was to be hit is gone by itself: the next one is. */
  private missed(pair: Pair, stream?: number): void {
    const hit = this.armed?.hit;
    if (hit?.pair === pair && (stream ?? hit.stream) === hit.stream) this.armed!.hit = undefined;
  }

  private cut(pair: Pair, { cut }: Armed): false {
    this.cuts[cut.at]++;
    this.arm(...this.then);
    cutPair(pair);
    this.told?.();
    return false;
  }
}

const hits = ({ hit }: Armed, frame: Frame, pair: Pair): boolean =>
  hit?.pair === pair && hit.stream === frame.stream;

function passed(to: Socket, bytes: Buffer): true {
  if (!to.destroyed) to.write(bytes);
  return true;
}

/** What was written before has gone out: a reset would take it back. */
function cutPair([client, node]: Pair): void {
  client.resetAndDestroy();
  node.destroySoon();
}
