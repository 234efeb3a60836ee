import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { OwnedClock } from '../../../src/clock.js';
import { InstanceKey } from '../../../src/identity/instance-key.js';
import { InvalidToken } from '../../../src/identity/invalid-token.js';
import { LocalTokenVerifier } from '../../../src/identity/local-token-verifier.js';
import type { Principal } from '../../../src/identity/principal.js';
import { temporaryDirectory } from '../../support/http/temporary-directory.js';

const dataDir = temporaryDirectory();
const clock = new OwnedClock(Date.UTC(2030, 0, 7, 9));
const adviser: Principal = { subject: 'adviser-7', roles: ['adviser', 'team-lead'], office: 'office-1' };

it('is made at the first start, for the owner only, and kept', async () => {
  const nested = join(dataDir(), 'not', 'yet', 'there');
  const made = await InstanceKey.open(nested, clock);
  expect(await readdir(nested)).toEqual(['instance-key.json']);
  expect((await stat(join(nested, 'instance-key.json'))).mode & 0o777).toBe(0o600);
  const kept = await InstanceKey.open(nested, clock);
  expect(kept.issuer).toBe(made.issuer);
  expect(made.issuer).toMatch(/^urn:teilhabe:[0-9a-f-]{36}$/);
  const token = await made.sign(adviser, { expiresIn: 60 });
  expect(await new LocalTokenVerifier(kept, clock).verify(token)).toEqual(adviser);
});

it('is one and the same for all who open it at once', async () => {
  const keys = await Promise.all(Array.from({ length: 20 }, () => InstanceKey.open(dataDir(), clock)));
  expect(new Set(keys.map(key => key.issuer)).size).toBe(1);
  expect(await readdir(dataDir())).toEqual(['instance-key.json']);
  const token = await keys[0]!.sign(adviser, { expiresIn: 60 });
  for (const key of keys) expect(await new LocalTokenVerifier(key, clock).verify(token)).toEqual(adviser);
});

it('is refused where it is damaged, without showing any of it', async () => {
  await InstanceKey.open(dataDir(), clock);
  const path = join(dataDir(), 'instance-key.json');
  const text = await readFile(path, 'utf8');
  for (const damaged of ['', '{}', 'null', text.slice(0, -20), text.replace('"d"', '"e"')]) {
    await writeFile(path, damaged);
    await expect(InstanceKey.open(dataDir(), clock)).rejects.toThrow(`${path} is no instance key`);
  }
});

it('signs for the time asked for and names nothing but what the principal is', async () => {
  const key = await InstanceKey.open(dataDir(), clock);
  const claims = decodeJwt(await key.sign(adviser, { expiresIn: 60 }));
  const now = clock.now() / 1_000;
  expect(claims).toEqual({
    sub: 'adviser-7',
    roles: ['adviser', 'team-lead'],
    office: 'office-1',
    iss: key.issuer,
    aud: key.issuer,
    iat: now,
    exp: now + 60,
  });
});

it('signs no token that would be refused', async () => {
  const key = await InstanceKey.open(dataDir(), clock);
  const refused: Principal[] = [
    { subject: 'a', roles: ['adviser'] },
    { subject: 'a', roles: ['provider'] },
    { subject: 'a', roles: ['system'] },
    { subject: '', roles: ['admin'] },
    { subject: 'a', roles: ['provider'], provider: 'a b' },
  ];
  for (const principal of refused) {
    await expect(key.sign(principal, { expiresIn: 60 })).rejects.toThrow(InvalidToken);
  }
});
