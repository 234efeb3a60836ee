import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type CryptoKey, type JWK } from 'jose';
import type { ClaimNames } from '../config.js';
import type { Clock } from '../clock.js';
import { principalOf, type Principal } from './principal.js';

export const instanceAlgorithm = 'ES256';
export const instanceClaims: ClaimNames = {
  subject: 'sub',
  roles: 'roles',
  office: 'office',
  provider: 'provider',
  audit: 'audit',
};

/** How its file is called in a data directory. */
export const instanceKeyName = 'instance-key.json';

/** As kept in a file, readable by its owner only. */
interface KeyFile {
  readonly instance: string;
  readonly key: JWK;
}

/** The key pair that makes an instance, on all its nodes, accept its own tokens and no others. */
export class InstanceKey {
  private constructor(
    /** Issuer and audience alike: `urn:teilhabe:<uuid>`. */
    readonly issuer: string,
    readonly publicKey: CryptoKey,
    private readonly privateKey: CryptoKey,
    private readonly clock: Clock,
  ) {}

  /** The key in a data directory, unless it is kept elsewhere. */
  static open(dataDir: string, clock: Clock): Promise<InstanceKey> {
    return InstanceKey.at(join(dataDir, instanceKeyName), clock);
  }

  /** Reads the key, or makes it where there is none; of several who do so at once, one makes it and all read it. */
  static async at(path: string, clock: Clock): Promise<InstanceKey> {
    const file = (await readKey(path)) ?? (await makeKey(path));
    const { d: _secret, ...shown } = file.key;
    const [publicKey, privateKey] = await Promise.all([asKey(shown), asKey(file.key)]);
    return new InstanceKey(`urn:teilhabe:${file.instance}`, publicKey, privateKey, clock);
  }

  /** A token for `expiresIn` seconds. @throws InvalidToken for a principal whose token would be refused */
  async sign(principal: Principal, { expiresIn }: { readonly expiresIn: number }): Promise<string> {
    const { subject, ...rest } = principal;
    const claims = { sub: subject, ...rest, roles: [...principal.roles] };
    principalOf(claims, instanceClaims);
    const issuedAt = Math.floor(this.clock.now() / 1_000);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: instanceAlgorithm, typ: 'JWT' })
      .setIssuer(this.issuer)
      .setAudience(this.issuer)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + expiresIn)
      .sign(this.privateKey);
  }
}

async function readKey(path: string): Promise<KeyFile | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    const file = JSON.parse(text) as Partial<KeyFile>;
    if (typeof file.instance === 'string' && file.key?.d) return { instance: file.instance, key: file.key };
  } catch {
    // answered below: a half-read key must not end up in an error message
  }
  throw new Error(`${path} is no instance key`);
}

/** A complete file appears under its name or none does: written aside, then linked, which never replaces. */
async function makeKey(path: string): Promise<KeyFile> {
  const pair = await generateKeyPair(instanceAlgorithm, { extractable: true });
  const made: KeyFile = { instance: randomUUID(), key: await exportJWK(pair.privateKey) };
  await mkdir(dirname(path), { recursive: true });
  const aside = `${path}.${randomUUID()}`;
  await writeDurably(aside, JSON.stringify(made));
  try {
    await link(aside, path);
    return made;
  } catch (error) {
    const theirs = (error as NodeJS.ErrnoException).code === 'EEXIST' && (await readKey(path));
    if (!theirs) throw error;
    return theirs;
  } finally {
    await unlink(aside);
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function asKey(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, instanceAlgorithm);
  if (key instanceof Uint8Array) throw new Error('the instance key is not a key pair');
  return key;
}
