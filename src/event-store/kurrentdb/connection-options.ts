import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';

/** What stands behind the `?` of a connection string. Times are in milliseconds unless it is said. */
export interface ConnectionOptions {
  readonly tls: boolean;
  /** The certificate of the authority that signed the nodes' ones. */
  readonly tlsCAFile?: Buffer;
  /** A certificate by which the database knows the user, and its key. */
  readonly userCertFile?: Buffer;
  readonly userKeyFile?: Buffer;
  readonly connectionName?: string;
  /** How long any one call may take. */
  readonly defaultDeadline?: number;
  readonly maxDiscoverAttempts?: number;
  readonly discoveryInterval?: number;
  /** Seconds. */
  readonly gossipTimeout?: number;
  /** -1 turns it off. */
  readonly keepAliveInterval?: number;
  readonly keepAliveTimeout?: number;
}

type Reader = (value: string) => unknown;

/** Why a value cannot be taken. It is put after the option's name. */
class Unfit extends Error {}

const wholeNumber =
  (least: number, most: number, off?: string): Reader =>
  value => {
    if (value === off) return Number(value);
    if (/^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most) return Number(value);
    throw new Unfit(`must be a whole number from ${least} to ${most}${off ? `, or ${off}` : ''}`);
  };

const only =
  (allowed: string, why: string): Reader =>
  value => {
    if (value !== allowed) throw new Unfit(`must be ${allowed} or absent: ${why}`);
    return undefined;
  };

const file =
  (isGood: (content: Buffer) => boolean, what: string): Reader =>
  path => {
    if (!isAbsolute(path)) throw new Unfit('must be an absolute path');
    const content = contentOf(path);
    if (!isGood(content)) throw new Unfit(`names a file that holds no ${what}`);
    return content;
  };

const readers: Readonly<Record<string, Reader>> = {
  tls: value => {
    if (value !== 'true' && value !== 'false') throw new Unfit('must be true or false');
    return value === 'true';
  },
  tlsVerifyCert: only('true', 'the client always verifies; name the authority by tlsCAFile'),
  tlsCAFile: file(isCertificate, 'certificate'),
  userCertFile: file(isCertificate, 'certificate'),
  userKeyFile: file(content => content.includes('PRIVATE KEY'), 'private key'),
  throwOnAppendFailure: only('true', 'a refused append must be told as such'),
  nodePreference: only('leader', 'only the leader has the newest events'),
  connectionName: value => value,
  defaultDeadline: wholeNumber(1, 600_000),
  maxDiscoverAttempts: wholeNumber(1, 1000),
  discoveryInterval: wholeNumber(1, 60_000),
  gossipTimeout: wholeNumber(1, 60),
  keepAliveInterval: wholeNumber(10_000, 3_600_000, '-1'),
  keepAliveTimeout: wholeNumber(1, 3_600_000, '-1'),
};

/** As the client has it, an option's name may be written with any case, dashes and underscores. */
const flat = (name: string): string => name.toLowerCase().replace(/[_-]/g, '');
const names = new Map(Object.keys(readers).map(name => [flat(name), name]));

export function connectionOptions(query: string | undefined, faults: string[]): ConnectionOptions {
  const given = new Map<string, unknown>();
  for (const pair of query ? query.split('&') : []) {
    const [, key = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(pair)!;
    const name = names.get(flat(key));
    if (name === undefined) faults.push(unknownOption(query!.includes('@') ? '' : key));
    else if (given.has(name)) faults.push(`must give ${name} once`);
    else given.set(name, taken(name, value, faults));
  }
  if (given.has('userCertFile') !== given.has('userKeyFile'))
    faults.push('must give userCertFile and userKeyFile together');
  return { tls: true, ...Object.fromEntries([...given].filter(([, value]) => value !== undefined)) };
}

function taken(name: string, value: string, faults: string[]): unknown {
  try {
    return readers[name]!(decodeURIComponent(value));
  } catch (error) {
    faults.push(
      `has the option ${name}, which ${error instanceof Unfit ? error.message : 'must be percent-encoded rightly'}`,
    );
    return undefined;
  }
}

/** A piece of an unescaped password may look like an option: only what is plainly a name is repeated. */
const unknownOption = (key: string): string =>
  `must not have ${/^[a-z]{2,30}$/i.test(key) ? `the option ${key}` : 'an option'} that is none of ${Object.keys(readers).join(', ')}`;

function contentOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new Unfit('names a file that cannot be read');
  }
}

function isCertificate(content: Buffer): boolean {
  try {
    return new X509Certificate(content).subject !== undefined;
  } catch {
    return false;
  }
}
