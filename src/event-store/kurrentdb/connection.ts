import { isLoopback } from '../../loopback.js';
import { connectionOptions, type ConnectionOptions } from './connection-options.js';

export interface Address {
  readonly address: string;
  readonly port: number;
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** What a connection string says. */
export interface Connection {
  /** The hosts are asked for the cluster's nodes; otherwise a single host is the node itself. */
  readonly discover: boolean;
  readonly hosts: readonly Address[];
  readonly credentials?: Credentials;
  readonly options: ConnectionOptions;
}

/** What is wrong with a connection string, in words that say what it must be; empty where nothing is. */
export function connectionFaults(text: string): readonly string[] {
  return read(text).faults;
}

/** @throws TypeError naming all faults */
export function readConnection(text: string): Connection {
  const { faults, connection } = read(text);
  if (connection === undefined || faults.length > 0)
    throw new TypeError(`the connection to the event store ${faults.join('; ')}`);
  return connection;
}

interface Reading {
  readonly faults: readonly string[];
  readonly connection?: Connection;
}

const unescaped =
  'must write the characters % @ : / ? & # of its user and password as %25 %40 %3A %2F %3F %26 %23';

/**
 * The client's own reading takes a password up to its first colon and passes over what it does not know. No fault
 * repeats anything of the text but the name of an option: the rest may be a piece of the password.
 */
function read(text: string): Reading {
  const [, scheme, authority, path, query] =
    /^(esdb(?:\+discover)?):\/\/([^/?]*)([^?]*)(?:\?(.*))?$/s.exec(text.trim()) ?? [];
  if (scheme === undefined || authority === undefined)
    return { faults: ['must begin with esdb:// or esdb+discover://'] };
  const at = authority.lastIndexOf('@');
  if (at < 0 && `${path}${query ?? ''}`.includes('@') && readHosts(authority, []).length === 0)
    return { faults: [unescaped] };
  const faults: string[] = [];
  const credentials = readCredentials(at < 0 ? undefined : authority.slice(0, at), faults);
  const hosts = readHosts(authority.slice(at + 1), faults);
  if (path !== '' && path !== '/') faults.push('must not name a path');
  const discover = scheme === 'esdb+discover';
  if (discover && hosts.length > 1)
    faults.push('must name one host after esdb+discover://, which the cluster answers under');
  const options = connectionOptions(query, faults);
  checkSafety(hosts, credentials, options, faults);
  return { faults, connection: { discover, hosts, credentials, options } };
}

function readCredentials(text: string | undefined, faults: string[]): Credentials | undefined {
  if (text === undefined) return undefined;
  const parts = text.split(':').map(decoded);
  const [username, password] = parts;
  if (parts.length > 2 || text.includes('@') || parts.includes(undefined)) faults.push(unescaped);
  else if (!username || !password) faults.push('must name both user and password, or neither');
  else return { username, password };
  return undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

const hostForm = /^(\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?)(?::(\d{1,5}))?$/i;

function readHosts(text: string, faults: string[]): readonly Address[] {
  const hosts: Address[] = [];
  for (const [index, host] of text.split(',').entries()) {
    const [, address, port = '2113'] = hostForm.exec(host) ?? [];
    if (address === undefined || Number(port) < 1 || Number(port) > 65_535)
      faults.push(`must name as host ${index + 1} a name or an IP address, with a port if it is not 2113`);
    else hosts.push({ address, port: Number(port) });
  }
  return hosts;
}

function checkSafety(
  hosts: readonly Address[],
  credentials: Credentials | undefined,
  { tls, userCertFile }: ConnectionOptions,
  faults: string[],
): void {
  const local = hosts.every(({ address }) => isLoopback(address));
  if (!tls && !local)
    faults.push('must not say tls=false for another host than the loopback: it turns off all access control');
  if (!local && credentials?.username === 'admin' && credentials.password === 'changeit')
    faults.push('must not use the password that every new database has, but on the loopback');
  // of credentials that could not be read is told already
  if (tls && !credentials && !userCertFile && !faults.some(fault => /user and password/.test(fault)))
    faults.push(
      'must name user and password (or userCertFile and userKeyFile), or say tls=false on the loopback',
    );
}
