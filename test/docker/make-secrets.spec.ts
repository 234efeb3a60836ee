import { execFileSync, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Config, InvalidConfig } from '../../src/config.js';

const docker = join(import.meta.dirname, '../../docker');
const script = join(docker, 'make-secrets.sh');
const directory = mkdtempSync(join(tmpdir(), 'teilhabe-'));
afterAll(() => rmSync(directory, { recursive: true }));
const folder = () => join(directory, 'secrets');
const secret = (name: string): string => readFileSync(join(folder(), name), 'utf8');
const certificate = (name: string): X509Certificate => new X509Certificate(secret(`${name}.crt`));

describe('make-secrets.sh', () => {
  // once: keys take their time
  beforeAll(() => execFileSync(script, [folder()], { stdio: 'pipe' }));

  it('makes every file that the compose file takes, and lets no other user of the machine in', () => {
    const { secrets } = parse(readFileSync(join(docker, 'compose.scale-out.yaml'), 'utf8'), { merge: true });
    expect(readdirSync(folder()).toSorted()).toEqual([...Object.keys(secrets), 'ca.key'].toSorted());
    expect(statSync(folder()).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder(), 'ca.key')).mode & 0o777).toBe(0o600);
  });

  it('makes certificates that name their host and come from the authority', () => {
    for (const host of ['kurrentdb', 'postgres']) {
      expect(certificate(host).checkHost(host)).toBe(host);
      expect(certificate(host).checkHost('elsewhere')).toBeUndefined();
      expect(certificate(host).checkIssued(certificate('ca'))).toBe(true);
      expect(certificate(host).verify(certificate('ca').publicKey)).toBe(true);
      expect(certificate(host).ca).toBe(false);
    }
    expect(certificate('kurrentdb').subject).toContain('CN=kurrentdb-node');
  });

  it('makes connection strings that the product takes, each password another and in no other place', () => {
    const passwords = ['kurrentdb-admin-password', 'kurrentdb-ops-password', 'postgres-password'].map(secret);
    expect(new Set(passwords).size).toBe(3);
    for (const password of passwords) expect(password).toMatch(/^[0-9a-f]{48}$/);
    expect(secret('event-store')).toContain(`admin:${passwords[0]}@kurrentdb:2113?tls=true`);
    expect(secret('view-store')).toContain(
      `teilhabe:${passwords[2]}@postgres:5432/teilhabe?sslmode=verify-full`,
    );
    const here = (text: string): string => text.replace('/run/secrets/', `${folder()}/`);
    expect(() =>
      Config.from({ EVENT_STORE: here(secret('event-store')), VIEW_STORE: here(secret('view-store')) }),
    ).not.toThrow(InvalidConfig);
  });

  it('writes over nothing', () => {
    const before = secret('event-store');
    const { status, stderr } = spawnSync(script, [folder()], { encoding: 'utf8' });
    expect({ status, said: stderr.includes('is there already') }).toEqual({ status: 73, said: true });
    expect(secret('event-store')).toBe(before);
  });
});
