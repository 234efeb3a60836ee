import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Channel } from '@grpc/grpc-js';
import { DirectClient } from '../../src/event-store/kurrentdb/direct-client.js';
import { connectionFaults, readConnection } from '../../src/event-store/kurrentdb/connection.js';

const certificate = `-----BEGIN CERTIFICATE-----
MIIBfDCCASGgAwIBAgIUVYfGJWTLg4AohDbLdzTsrb7RQoAwCgYIKoZIzj0EAwIw
-----END CERTIFICATE-----`;
let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'connection-'));
  writeFileSync(join(directory, 'broken.crt'), certificate);
  writeFileSync(join(directory, 'user.key'), '-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----');
});
afterAll(() => rmSync(directory, { recursive: true }));

it.each([
  'esdb://127.0.0.1:2113?tls=false',
  'esdb://localhost?tls=false',
  'esdb://[::1]:2113?tls=false',
  'esdb://admin:changeit@localhost:2113',
  'esdb://teilhabe:geheim@db-1.example.org:2113,db-2.example.org:2113,10.0.0.3',
  'esdb+discover://teilhabe:geheim@cluster.example.org/?nodePreference=leader&tls=true',
  'esdb://a%40b:p%3A%2F%3F@db?keepAliveInterval=-1&keep_alive_timeout=5000&DefaultDeadline=3000',
  'esdb://u:p@db?connectionName=node-1&maxDiscoverAttempts=3&discoveryInterval=50&gossipTimeout=2',
])('takes %s', text => {
  expect(connectionFaults(text)).toEqual([]);
  expect(readConnection(text).hosts.length).toBeGreaterThan(0);
});

it('reads what is said, times as numbers, ports where none is given', () => {
  expect(readConnection('esdb+discover://u:p%3A@[::1],?tls=false'.replace(',', ''))).toEqual({
    discover: true,
    hosts: [{ address: '[::1]', port: 2113 }],
    credentials: { username: 'u', password: 'p:' },
    options: { tls: false },
  });
  const { hosts, options } = readConnection('esdb://u:p@a:1,b:65535?gossip-timeout=7&tlsVerifyCert=true');
  expect(hosts).toEqual([
    { address: 'a', port: 1 },
    { address: 'b', port: 65_535 },
  ]);
  expect(options).toEqual({ tls: true, gossipTimeout: 7 });
});

it.each<[text: string, fault: RegExp]>([
  ['', /must begin with esdb:\/\//],
  ['http://db', /must begin with esdb:\/\//],
  ['esdb://', /host 1/],
  ['esdb://u:p@db:0', /host 1/],
  ['esdb://u:p@db,:2113', /host 2/],
  ['esdb://u:p@db/path', /path/],
  ['esdb+discover://u:p@a,b', /one host/],
  ['esdb://u:p@db?tls=no', /tls, which must be true or false/],
  ['esdb://u:p@db?colour=red', /option colour/],
  ['esdb://u:p@db?tls=true&TLS=true', /tls once/],
  ['esdb://u:p@db?throwOnAppendFailure=false', /throwOnAppendFailure/],
  ['esdb://u:p@db?nodePreference=follower', /nodePreference.*leader/],
  ['esdb://u:p@db?keepAliveInterval=500', /keepAliveInterval.*10000/],
  ['esdb://u:p@db?defaultDeadline=soon', /defaultDeadline.*whole number/],
  ['esdb://u:p@db?connectionName=%E4', /connectionName.*percent/],
  ['esdb://u:p@db?tlsCAFile=ca.crt', /tlsCAFile.*absolute/],
  ['esdb://u:p@db?tlsCAFile=/nowhere/ca.crt', /tlsCAFile.*cannot be read/],
  ['esdb://db?userKeyFile=/nowhere/user.key', /userCertFile and userKeyFile together/],
  ['esdb://db.example.org?tls=false', /tls=false/],
  ['esdb://127.0.0.1,db?tls=false', /tls=false/],
  ['esdb://128.0.0.1?tls=false', /tls=false/],
  ['esdb://localhost.example.org?tls=false', /tls=false/],
  ['esdb://admin:changeit@db', /every new database has/],
  ['esdb://db.example.org', /user and password/],
  ['esdb://u@db', /both user and password/],
  ['esdb://:p@db', /both user and password/],
  ['esdb://u:%E4@db', /%25/],
])('refuses %s and says why', (text, fault) => {
  expect(connectionFaults(text)).toContainEqual(expect.stringMatching(fault));
  expect(() => readConnection(text)).toThrow(fault);
});

it('wants certificates that are some', () => {
  const [broken, key] = [join(directory, 'broken.crt'), join(directory, 'user.key')];
  expect(connectionFaults(`esdb://u:p@db?tlsCAFile=${broken}`)).toEqual([
    expect.stringMatching(/tlsCAFile.*no certificate/),
  ]);
  expect(connectionFaults(`esdb://u:p@db?userKeyFile=${key}&userCertFile=${broken}`)).toEqual([
    expect.stringMatching(/userCertFile.*no certificate/),
  ]);
});

it('names every fault at once', () => {
  const faults = connectionFaults('esdb://admin:changeit@db:99999/x?tls=maybe&unknown=1&tlsVerifyCert=false');
  expect(faults).toHaveLength(5);
});

it.each([
  'esdb://u:geheim@x@db',
  'esdb://u:a:geheim@db?what=1',
  'esdb://u:12/geheim@db',
  'esdb://u:12?geheim@db',
  'esdb://u:12?geheim=1@db?tls=true',
  'esdb://u:12?geheim&x=1@db',
  'esdb://u:1,geheim@db',
  'esdb://u:#geheim@db?tls=false',
  'esdb://u:geheim@db/geheim?tls=geheim&x-geheim=1',
  'http://u:geheim@db',
])('never repeats a password: %s', text => {
  const faults = connectionFaults(text).join('\n');
  expect(faults).not.toMatch(/geheim/);
});

it('means never by -1, for which the client takes a time that timers hold for a millisecond', async () => {
  const never = readConnection('esdb://localhost?tls=false&keepAliveInterval=-1&keepAliveTimeout=-1');
  const clients = [new DirectClient(never), new DirectClient(never)] as const;
  const [times, others] = await Promise.all(clients.map(keepAliveOf));
  expect(times).toHaveLength(2);
  for (const time of [...times!, ...others!]) expect(time).toBeLessThan(2 ** 31);
  for (const time of [...times!, ...others!]) expect(time).toBeGreaterThan(24 * 3_600_000);
  // or they would share a connection
  expect(times).not.toEqual(others);
  for (const client of clients) await client.putAway();
});

async function keepAliveOf(client: DirectClient): Promise<readonly number[]> {
  const ask = Reflect.get(client, 'getChannel') as () => Promise<Channel>;
  const options = Reflect.get(Reflect.get((await ask()) as object, 'internalChannel'), 'options');
  return ['grpc.keepalive_time_ms', 'grpc.keepalive_timeout_ms'].map(name => options[name]);
}
