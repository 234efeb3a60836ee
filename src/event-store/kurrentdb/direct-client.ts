import { EventStoreDBClient, type SingleNodeOptions } from '@eventstore/db-client';
import { isLoopback } from '../../loopback.js';
import type { Address, Connection } from './connection.js';
import { UnsafePlace } from './errors.js';
import { uncompressed } from './uncompressed.js';

const keepAliveTimeout = 10_000;
/** Milliseconds: the longest that timers take, some weeks. For a greater number, as the client says never, they take 1. */
const never = 2 ** 31 - 1;
let made = 0;

/**
 * The client without what it does unasked:
 * - Batch appends share one table of promises in the whole process, where the failure of one stream rejects an
 *   append of another: every append is a call of its own.
 * - After an error it closes its channel under the calls that begin just then, whose promises never settle: a
 *   client that failed is put away, and another one made.
 * - An append that finds its channel closed fails where nobody can hear it, which ends the process: what has not begun
 *   when the client is put away (the cluster is asked first, and may be slow) does not begin any more.
 * - It asks for compressed answers: ours come as they are.
 * - It goes wherever the cluster says: without TLS that must be this machine too. @throws UnsafePlace
 */
export class DirectClient extends EventStoreDBClient {
  private away = false;
  private channel: ReturnType<EventStoreDBClient['getChannel']> | undefined;

  constructor({ discover, hosts, credentials, options }: Connection, node?: Address) {
    const { tls, tlsCAFile, userCertFile, userKeyFile, defaultDeadline: _, ...settings } = options;
    const place = node ? { endpoint: node } : placeOf(discover, hosts);
    const asked = {
      ...settings,
      ...place,
      throwOnAppendFailure: true,
      keepAliveTimeout: unique(options),
      ...(settings.keepAliveInterval === -1 && { keepAliveInterval: never }),
    };
    super(
      // the client takes either of three kinds, and tells them apart itself
      asked as SingleNodeOptions,
      tls ? { insecure: false, rootCertificate: tlsCAFile, userCertFile, userKeyFile } : { insecure: true },
      tls ? credentials : undefined,
    );
    this.supports = async () => false;
    this.handleError = async () => undefined;
    const { execute, getChannel, resolveUri } = this;
    this.resolveUri = async () => {
      const found = await resolveUri();
      if (!tls && !isLoopback(found.replace(/:\d+$/, ''))) throw new UnsafePlace();
      return found;
    };
    this.getChannel = () => (this.channel = getChannel().then(uncompressed));
    this.execute = (kind, name, action) =>
      execute(kind, name, client => {
        if (this.away) throw new Error('Channel has been shut down');
        return action(client);
      });
  }

  /** Ends all calls and lets the connection go: without it the process stays alive. */
  async putAway(): Promise<void> {
    this.away = true;
    await this.dispose();
    // not one made for this: the cluster would be asked again, for as long as it does not answer
    (await this.channel)?.close();
  }
}

function placeOf(discover: boolean, hosts: readonly Address[]) {
  if (discover) return { discover: hosts[0]! };
  return hosts.length > 1 ? { endpoints: [...hosts] } : { endpoint: hosts[0]! };
}

/** Clients with equal settings share a connection, also one that hangs: these few milliseconds set them apart. */
function unique({ keepAliveTimeout: asked = keepAliveTimeout }: Connection['options']): number {
  made = (made + 1) % 1000;
  return asked < 0 ? never - made : asked + made;
}
