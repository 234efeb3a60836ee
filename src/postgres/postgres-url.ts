import { accessSync, constants, readFileSync } from 'node:fs';
import { isLoopback } from '../loopback.js';
import { checkServerIdentity, type ConnectionOptions } from 'node:tls';

/** How a PostgreSQL database is reached; nothing is taken from anywhere but its URL. */
export interface PostgresAddress {
  /** A name, an IP address, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** Absent: ~/.pgpass, a client's certificate, or a server that asks for none. */
  readonly password: string | undefined;
  readonly ssl: ConnectionOptions | false;
  /** For the server, as on its command line: `-c name=value`. */
  readonly options: string;
  readonly applicationName: string | undefined;
}

const files = ['sslrootcert', 'sslcert', 'sslkey'] as const;
const known = ['sslmode', ...files, 'host', 'user', 'options', 'application_name'] as const;
const modes = ['verify-full', 'require', 'disable'];

/** What is wrong with the address of a PostgreSQL database: every fault at once, in words that hold no password. */
export function postgresFaults(text: string): readonly string[] {
  if (!/^postgres(ql)?:\/\//.test(text)) return ['must begin with postgres://'];
  const url = parsed(text);
  if (!url) return ['must be a URL: postgres://user:password@host:5432/database'];
  const faults: string[] = [];
  const parameters = [...url.searchParams.keys()];
  const unknown = parameters.filter(name => !(known as readonly string[]).includes(name));
  // what stands between a ? and an @ may be the rest of a password
  if (unknown.length > 0 && /\?.*@/s.test(text))
    faults.push('must not have unknown parameters; in a password ? is written as %3F and @ as %40');
  else if (unknown.length > 0)
    faults.push(`must not have the parameters ${unknown.map(one => JSON.stringify(one)).join(', ')}`);
  const twice = known.filter(name => url.searchParams.getAll(name).length > 1);
  if (twice.length > 0) faults.push(`must say only once: ${twice.join(', ')}`);
  return [...faults, ...placeFaults(url), ...tlsFaults(url)];
}

/** Where and how to connect. @param text without faults */
export function postgresAddress(text: string): PostgresAddress {
  const url = parsed(text)!;
  return {
    host: hostOf(url),
    port: Number(url.port || 5432),
    database: databaseOf(url),
    user: userOf(url),
    password: decoded(url.password) || undefined,
    ssl: tlsOf(url),
    options: url.searchParams.get('options') ?? '',
    applicationName: url.searchParams.get('application_name') ?? undefined,
  };
}

function parsed(text: string): URL | undefined {
  const url = URL.parse(text);
  if (!url) return undefined;
  // a plus is a blank in forms only
  const search = new URLSearchParams(url.search.replaceAll('+', '%2B'));
  url.search = '';
  for (const [name, value] of search) url.searchParams.append(name, value);
  return url;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const hostOf = (url: URL): string =>
  url.searchParams.get('host') ?? decoded(url.hostname).replace(/^\[(.+)\]$/, '$1');
const databaseOf = (url: URL): string => decoded(url.pathname.slice(1));
const userOf = (url: URL): string => url.searchParams.get('user') ?? decoded(url.username);
const isSocket = (host: string): boolean => host.startsWith('/');

function placeFaults(url: URL): readonly string[] {
  const faults: string[] = [];
  const host = hostOf(url);
  if (host === '') faults.push('must name a host');
  else if (host.includes(','))
    faults.push('must name one host, not several: an address that follows the database');
  if (url.searchParams.has('host') && !isSocket(host))
    faults.push('may have the parameter host only for the folder of a socket');
  if (url.port === '0') faults.push('must name a port from 1 to 65535');
  if (userOf(url) === '') faults.push('must name a user');
  if (databaseOf(url) === '') faults.push('must name a database after the host');
  else if (databaseOf(url).includes('/')) faults.push('must name one database after the host');
  return faults;
}

function tlsFaults(url: URL): readonly string[] {
  const faults: string[] = [];
  const [host, mode] = [hostOf(url), url.searchParams.get('sslmode')];
  const near = isSocket(host) || isLoopback(host);
  if (mode !== null && !modes.includes(mode)) faults.push(`must have an sslmode of ${modes.join(', ')}`);
  if (mode === null && !near)
    faults.push(
      'must say how the connection is protected: sslmode=verify-full (encrypted, the certificate is checked), ' +
        'sslmode=require (encrypted) or sslmode=disable (readable by everyone on the way)',
    );
  if (isSocket(host) && mode !== null && mode !== 'disable') faults.push('has no sslmode on a socket');
  const named = files.filter(name => url.searchParams.has(name));
  if (named.length > 0 && (mode === null || mode === 'disable'))
    faults.push(`names ${named.join(' and ')}, which takes sslmode=verify-full or sslmode=require`);
  if (url.searchParams.has('sslcert') !== url.searchParams.has('sslkey'))
    faults.push('must name sslcert and sslkey, or neither');
  for (const name of named) if (!readable(url.searchParams.get(name)!)) faults.push(unreadable(name));
  return faults;
}

const unreadable = (name: string): string => `names a file as ${name} that cannot be read`;

function readable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return readFileSync(file).length > 0;
  } catch {
    return false;
  }
}

function tlsOf(url: URL): ConnectionOptions | false {
  const mode = url.searchParams.get('sslmode') ?? 'disable';
  if (mode === 'disable') return false;
  const [ca, cert, key] = files.map(name => {
    const file = url.searchParams.get(name);
    return file === null ? undefined : readFileSync(file);
  });
  const checked = mode === 'verify-full';
  return {
    ...(ca ? { ca } : {}),
    ...(cert ? { cert } : {}),
    ...(key ? { key } : {}),
    // as libpq has it: `require` checks the certificate only where it is told whom to trust, and never the name
    rejectUnauthorized: checked || ca !== undefined,
    checkServerIdentity: checked ? checkServerIdentity : () => undefined,
  };
}
