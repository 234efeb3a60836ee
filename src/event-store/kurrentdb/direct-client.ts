import { EventStoreDBClient, type SingleNodeOptions } from '@eventstore/db-client';
import type { Address, Connection } from './connection.js';

const keepAliveTimeout = 10_000;
let made = 0;

/**
 * The client without what it does unasked:
 * - Batch appends share one table of promises in the whole process, where the failure of one stream rejects an
 *   append of another: every append is a call of its own.
 * - After an error it closes its channel under the calls that begin just then, whose promises never settle: a
 *   client that failed is put away, and another one made.
 */
export class DirectClient extends EventStoreDBClient {
  constructor({ discover, hosts, credentials, options }: Connection, node?: Address) {
    const { tls, tlsCAFile, userCertFile, userKeyFile, defaultDeadline: _, ...settings } = options;
    const place = node ? { endpoint: node } : placeOf(discover, hosts);
    const asked = { ...settings, ...place, throwOnAppendFailure: true, keepAliveTimeout: unique(options) };
    super(
      // the client takes either of three kinds, and tells them apart itself
      asked as SingleNodeOptions,
      tls ? { insecure: false, rootCertificate: tlsCAFile, userCertFile, userKeyFile } : { insecure: true },
      tls ? credentials : undefined,
    );
    this.supports = async () => false;
    this.handleError = async () => undefined;
  }

  /** Ends all calls and lets the connection go: without it the process stays alive. */
  async putAway(): Promise<void> {
    await this.dispose();
    (await this.getChannel()).close();
  }
}

function placeOf(discover: boolean, hosts: readonly Address[]) {
  if (discover) return { discover: hosts[0]! };
  return hosts.length > 1 ? { endpoints: [...hosts] } : { endpoint: hosts[0]! };
}

/** Clients with equal settings share a connection, also one that hangs: these few milliseconds set them apart. */
function unique({ keepAliveTimeout: asked = keepAliveTimeout }: Connection['options']): number {
  made = (made + 1) % 1000;
  return asked < 0 ? asked : asked + made;
}
