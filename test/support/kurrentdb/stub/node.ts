import { once } from 'node:events';
import { createServer, type AddressInfo, type Server as Listener, type Socket } from 'node:net';
import {
  Server,
  ServerCredentials,
  status,
  type handleUnaryCall,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import gossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import featuresGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { committed, received, refusalOf, type Answer, type Appending } from './appends.js';
import { clusterInfo, supportedMethods, type Member } from './cluster.js';
import { Faults, type Fault, type Kind } from './faults.js';
import { Log } from './log.js';
import type { Failure, Reading } from './protocol.js';
import { answerRead } from './reads.js';
import { Subscriptions } from './subscriptions.js';

export interface StubOptions {
  /** Nodes with the same log are one cluster. */
  readonly log?: Log;
  /** Bytes that one append may hold. */
  readonly maxAppendSize?: number;
}

const host = '127.0.0.1';

/**
 * A node of KurrentDB, in memory and in this process, written from the client's own stubs: for what no real node does
 * on demand, and where none can be had. It was compared with a real one, request by request.
 */
export class StubNode {
  readonly faults = new Faults();
  readonly log: Log;
  readonly subscriptions: Subscriptions;
  /** What gossip tells; this node alone, and leading, where it is empty. */
  members: readonly Member[] = [];
  /** How often each method was called. */
  readonly calls = { append: 0, batchAppend: 0, read: 0, subscribe: 0, features: 0, gossip: 0 };
  private readonly maxAppendSize: number;
  private readonly sockets = new Set<Socket>();
  private listener: Listener | undefined;
  private server: Server | undefined;
  private chosenPort = 0;

  private constructor({ log = new Log(), maxAppendSize = 16 * 1024 * 1024 }: StubOptions) {
    this.log = log;
    this.maxAppendSize = maxAppendSize;
    this.subscriptions = new Subscriptions(log);
  }

  static async start(options: StubOptions = {}): Promise<StubNode> {
    const node = new StubNode(options);
    await node.start();
    return node;
  }

  get port(): number {
    return this.chosenPort;
  }

  get address(): { readonly host: string; readonly port: number } {
    return { host, port: this.port };
  }

  get connection(): string {
    return `esdb://${host}:${this.port}?tls=false`;
  }

  /** Again on the same port, with the same log; of the ids it remembers none, as a node that was restarted. */
  async start(): Promise<void> {
    this.log.forgetIds();
    this.server = new Server({ 'grpc.max_receive_message_length': -1 });
    this.server.addService(streamsGrpc.StreamsService, this.streams());
    this.server.addService(featuresGrpc.ServerFeaturesService, {
      getSupportedMethods: ((_, answer) => {
        this.calls.features++;
        answer(null, supportedMethods());
      }) as handleUnaryCall<unknown, unknown>,
    });
    this.server.addService(gossipGrpc.GossipService, { read: this.gossip });
    const injector = this.server.createConnectionInjector(ServerCredentials.createInsecure());
    this.listener = createServer(socket => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket)).on('error', () => undefined);
      injector.injectConnection(socket);
    });
    this.listener.listen(this.chosenPort, host);
    this.listener.unref();
    await once(this.listener, 'listening');
    this.chosenPort = (this.listener.address() as AddressInfo).port;
  }

  /** At once, as if the power had gone: whoever waits for an answer gets none. */
  async stop(): Promise<void> {
    const { listener, server } = this;
    this.listener = this.server = undefined;
    if (!listener) return;
    const closed = once(listener, 'close');
    listener.close();
    this.resetConnections();
    server?.forceShutdown();
    await closed;
  }

  /** Tears down all connections; new ones are taken. */
  resetConnections(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  private streams(): UntypedServiceImplementation {
    const none = ((_: unknown, answer: (error: Failure) => void) =>
      answer({ code: status.UNIMPLEMENTED, details: 'not in this node' })) as handleUnaryCall<
      unknown,
      unknown
    >;
    return {
      read: (call: Reading) => void this.read(call),
      append: (call: Appending, answer: Answer) => void this.append(call, answer),
      batchAppend: (call: Reading) => {
        this.calls.batchAppend++;
        call.emit('error', { code: status.UNIMPLEMENTED, details: 'not in this node' });
      },
      delete: none,
      tombstone: none,
    };
  }

  private readonly gossip: handleUnaryCall<unknown, unknown> = (call, answer) => {
    this.calls.gossip++;
    const fault = this.faults.take('gossip');
    if (fault) this.apply(fault, call.getPeer(), failure => answer(failure));
    else answer(null, clusterInfo(this.members.length ? this.members : [{ ...this.address, leads: true }]));
  };

  private async read(call: Reading): Promise<void> {
    const kind: Kind = call.request.getOptions()!.hasSubscription() ? 'subscribe' : 'read';
    this.calls[kind === 'subscribe' ? 'subscribe' : 'read']++;
    const fault = this.faults.take(kind);
    const until = fault?.does === 'wait' ? fault.until : undefined;
    if (fault && !until) return this.apply(fault, call.getPeer(), failure => call.emit('error', failure));
    if (kind === 'subscribe') return this.subscriptions.serve(call);
    const failure = await answerRead(this.log, call, until);
    if (failure) call.emit('error', failure);
    else if (!call.cancelled) call.end();
  }

  private async append(call: Appending, answer: Answer): Promise<void> {
    this.calls.append++;
    const request = await received(call, this.maxAppendSize);
    if (!request) return;
    const fault = this.faults.take('append');
    const refusal = refusalOf(request, this.maxAppendSize);
    if (refusal) return answer(refusal);
    const response = fault && !fault.commits ? undefined : committed(this.log, request);
    if (this.calls.append % 16 === 0) this.note();
    if (fault) this.apply(fault, call.getPeer(), failure => answer(failure));
    else answer(null, response);
  }

  /** A node writes about itself now and then. */
  private note(): void {
    this.log.noteOf(`$stats-${host}:${this.port}`, '$statsCollected', { 'proc-id': process.pid });
  }

  private apply(fault: Fault, peer: string, fail: (failure: Failure) => void): void {
    if (fault.does === 'fail') fail(fault.with);
    if (fault.does !== 'reset') return;
    const port = Number(peer.slice(peer.lastIndexOf(':') + 1));
    for (const socket of this.sockets) if (socket.remotePort === port) socket.resetAndDestroy();
  }
}
