import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresAddress, postgresFaults } from '../../src/postgres/postgres-url.js';

let directory: string;
let certificate: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'postgres-url-'));
  certificate = join(directory, 'ca.pem');
  writeFileSync(certificate, 'a certificate');
});
afterAll(() => rmSync(directory, { recursive: true }));

describe('the URL of a PostgreSQL database', () => {
  it.each([
    'postgres://u:p@localhost/views',
    'postgresql://u@127.0.0.1:5433/views',
    'postgres://u:p@[::1]/views?sslmode=disable',
    'postgres:///views?host=/var/run/postgresql&user=u',
    'postgres://u@%2Fvar%2Frun%2Fpostgresql/views',
    'postgres://u:p@db.example/views?sslmode=verify-full&application_name=node-1',
    'postgres://u:p@db.example/views?sslmode=require&options=-c%20search_path%3Da',
  ])('is right as %s', url => {
    expect(postgresFaults(url)).toEqual([]);
  });

  it.each([
    ['mysql://u:p@localhost/views', [/^must begin with postgres:\/\/$/]],
    ['postgres://u:p@:99999/views', [/^must be a URL/]],
    ['postgres://localhost/views', [/user/]],
    ['postgres://u:p@localhost', [/database/]],
    ['postgres://u:p@localhost/', [/database/]],
    ['postgres://u:p@localhost/a/b', [/one database/]],
    ['postgres://u:p@localhost:0/a', [/port/]],
    ['postgres://u:p@one,two/a?sslmode=require', [/one host/]],
    ['postgres://u:p@db.example/views', [/sslmode=verify-full.*sslmode=require.*sslmode=disable/]],
    ['postgres://u:p@db.example/views?sslmode=prefer', [/sslmode of verify-full, require, disable/]],
    ['postgres://u:p@localhost/views?ssl=true&pool=3', [/"ssl", "pool"/]],
    ['postgres://u:p@localhost/views?sslmode=disable&sslmode=require', [/only once: sslmode/]],
    ['postgres://u:p@localhost/views?host=elsewhere&sslmode=require', [/socket/]],
    ['postgres://u:p@db.example/v?sslmode=verify-full&sslrootcert=/nowhere', [/sslrootcert that cannot/]],
    ['postgres://u:p@db.example/v?sslmode=require&sslcert=/nowhere', [/sslkey/, /sslcert that cannot/]],
    ['postgres://u:p@db.example/v?sslmode=disable&sslrootcert=/nowhere', [/takes sslmode/, /cannot/]],
    ['postgres://db.example:0?ssl=1', [/"ssl"/, /port/, /user/, /database/, /sslmode/]],
  ])('is wrong as %s, and every fault is told', (url, faults) => {
    const found = postgresFaults(url);
    expect(found).toHaveLength(faults.length);
    found.forEach((fault, n) => expect(fault).toMatch(faults[n]!));
  });

  it('never shows its password', () => {
    for (const url of [
      'postgres://u:hush@db:0/?x=1',
      'postgres://u:hush@:99999',
      'http://u:hush@db',
      'postgres://u:12?hush@db/v',
      'postgres://u:12?hush=x@db/v',
    ])
      expect(postgresFaults(url).join()).not.toContain('hush');
  });

  it('is read as it is written', () => {
    const url = 'postgres://a%40b:p%2Fw+d@db.example:6000/the%20views?sslmode=disable&options=-c%20x%3Da+b';
    expect(postgresAddress(url)).toEqual({
      host: 'db.example',
      port: 6000,
      database: 'the views',
      user: 'a@b',
      password: 'p/w+d',
      ssl: false,
      options: '-c x=a+b',
      applicationName: undefined,
    });
    expect(postgresAddress('postgres:///v?host=/run/pg&user=u')).toMatchObject({
      host: '/run/pg',
      port: 5432,
      user: 'u',
      ssl: false,
    });
  });

  it('says how the certificate is checked', () => {
    const ssl = (rest: string) => postgresAddress(`postgres://u@db.example/v?${rest}`).ssl;
    const trusting = `sslrootcert=${encodeURIComponent(certificate)}`;
    const nameFault = (options: ReturnType<typeof ssl>) =>
      options ? options.checkServerIdentity!('db.example', { subject: { CN: 'other' } } as never) : undefined;
    const full = ssl(`sslmode=verify-full&${trusting}`);
    expect(full).toMatchObject({ ca: Buffer.from('a certificate'), rejectUnauthorized: true });
    expect(nameFault(full)?.message).toMatch(/does not match/);
    expect(ssl('sslmode=require')).toMatchObject({ rejectUnauthorized: false });
    const required = ssl(`sslmode=require&${trusting}`);
    expect(required).toMatchObject({ rejectUnauthorized: true });
    expect(nameFault(required)).toBeUndefined();
  });
});
