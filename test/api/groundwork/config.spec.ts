import { writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { Config, InvalidConfig } from '../../../src/config.js';
import { temporaryDirectory } from '../../support/http/temporary-directory.js';

const directory = temporaryDirectory();

const provider = {
  AUTH_JWKS_URL: 'https://id.example/keys',
  AUTH_ISSUER: 'https://id.example',
  AUTH_AUDIENCE: 'teilhabe',
};

function faultsIn(environment: Record<string, string>): string[] {
  try {
    Config.from(environment);
    return [];
  } catch (error) {
    if (error instanceof InvalidConfig) return error.faults.map(f => f.variable);
    throw error;
  }
}

it('has a value for everything in an empty environment', () => {
  const { dataDir, instanceKeyFile, ...rest } = Config.from({ UNKNOWN: 'x', PATH: '/bin' });
  expect(isAbsolute(dataDir)).toBe(true);
  expect(dataDir).toMatch(/data$/);
  expect(dirname(instanceKeyFile)).toBe(dataDir);
  expect(rest).toEqual({
    host: '127.0.0.1',
    port: 3000,
    logLevel: 'info',
    bodyLimit: 1_048_576,
    minPositionTimeout: 2_000,
    identityProvider: undefined,
    eventStore: { kind: 'sqlite' },
    viewStore: { kind: 'sqlite' },
    nodeName: hostname(),
  });
});

it('reads what is set and takes an empty value for none', () => {
  const config = Config.from({
    ...provider,
    HOST: '::1',
    PORT: '0',
    DATA_DIR: '/srv/teilhabe',
    LOG_LEVEL: 'warn',
    BODY_LIMIT: '2048',
    MIN_POSITION_TIMEOUT_MS: '0',
    AUTH_CLAIM_ROLES: 'https://id.example/roles',
    AUTH_CLAIM_OFFICE: '',
    AUTH_CLAIM_AUDIT: 'audit_order',
  });
  expect(config).toMatchObject({
    host: '::1',
    port: 0,
    logLevel: 'warn',
    bodyLimit: 2048,
    minPositionTimeout: 0,
  });
  expect(config.identityProvider).toEqual({
    jwksUrl: 'https://id.example/keys',
    issuer: 'https://id.example',
    audience: 'teilhabe',
    claims: {
      subject: 'sub',
      roles: 'https://id.example/roles',
      office: 'office',
      provider: 'provider',
      audit: 'audit_order',
    },
  });
});

const kurrent = 'esdb://clerk:s3cret@127.0.0.1:2113?tls=false';
const postgres = 'postgres://clerk:s3cret@127.0.0.1/teilhabe';

it('reads where the stores are, what the key is and how the node is called', () => {
  const { eventStore, viewStore, instanceKeyFile, nodeName } = Config.from({
    EVENT_STORE: kurrent,
    EVENT_STORE_PREFIX: 'office-7.',
    VIEW_STORE: postgres,
    INSTANCE_KEY_FILE: '/run/secrets/key.json',
    NODE_NAME: 'node-1',
  });
  expect({ eventStore, viewStore, instanceKeyFile, nodeName }).toEqual({
    eventStore: { kind: 'kurrentdb', connection: kurrent, prefix: 'office-7.' },
    viewStore: { kind: 'postgres', url: postgres },
    instanceKeyFile: '/run/secrets/key.json',
    nodeName: 'node-1',
  });
});

describe('what holds a password', () => {
  const stores = [
    ['EVENT_STORE', kurrent],
    ['VIEW_STORE', postgres],
  ] as const;
  const file = (text: string): string => {
    const path = join(directory(), 'secret');
    writeFileSync(path, text);
    return path;
  };

  it('can stand in a file, with an end of its line', () => {
    const [events, views] = [join(directory(), 'events'), join(directory(), 'views')];
    writeFileSync(events, `${kurrent}\n`);
    writeFileSync(views, ` ${postgres}\r\n`);
    expect(Config.from({ EVENT_STORE_FILE: events, VIEW_STORE_FILE: views })).toEqual(
      Config.from({ EVENT_STORE: kurrent, VIEW_STORE: postgres }),
    );
  });

  it.each(stores)('is set once: %s or a file', (name, value) => {
    const both = { [name]: value, [`${name}_FILE`]: file(value) };
    expect(faultsIn(both)).toEqual([`${name}_FILE`]);
    expect(faultsIn({ ...both, [name]: '' })).toEqual([]);
  });

  it.each(stores)('must be in the file of %s', name => {
    const named = (path: string) => faultsIn({ [`${name}_FILE`]: path });
    expect(named(file(' \n'))).toEqual([`${name}_FILE`]);
    expect(named(join(directory(), 'nothing'))).toEqual([`${name}_FILE`]);
    expect(named(directory())).toEqual([`${name}_FILE`]);
  });

  it.each([
    ['EVENT_STORE', kurrent.replace('esdb', 'http')],
    ['EVENT_STORE', 's3cret'],
    ['VIEW_STORE', postgres.replace('postgres', 'mysql')],
    ['VIEW_STORE', 's3cret'],
  ])('is in no message: %s=%s', (name, value) => {
    for (const environment of [{ [name]: value }, { [`${name}_FILE`]: file(value) }]) {
      expect(faultsIn(environment)).toEqual([name]);
      expect(() => Config.from(environment)).not.toThrow(/s3cret|clerk/);
    }
  });
});

it.each(['Office', '-a', '.a', 'a b', 'ö', 'a/b', '$a', 'a'.repeat(52)])('takes no prefix %j', prefix => {
  expect(faultsIn({ EVENT_STORE: kurrent, EVENT_STORE_PREFIX: prefix })).toEqual(['EVENT_STORE_PREFIX']);
});

it.each(['', 'a', '7', 'a-b_c.', 'a'.repeat(51)])('takes the prefix %j', prefix => {
  const { eventStore } = Config.from({ EVENT_STORE: kurrent, EVENT_STORE_PREFIX: prefix });
  expect(eventStore).toMatchObject({ prefix });
});

it('cannot be changed', () => {
  const config = Config.from(provider);
  expect(() => Object.assign(config, { port: 1 })).toThrow(TypeError);
  expect(() => Object.assign(config.identityProvider!.claims, { roles: 'x' })).toThrow(TypeError);
});

it('names every bad value at once, and never the value', () => {
  const secret = 'https://me:secret@id.example/keys';
  const environment = {
    HOST: 'a b',
    PORT: '65536',
    DATA_DIR: '\0',
    LOG_LEVEL: 'loud',
    BODY_LIMIT: '1e6',
    MIN_POSITION_TIMEOUT_MS: '-1',
    AUTH_JWKS_URL: secret,
    AUTH_CLAIM_ROLES: 'a role',
    EVENT_STORE: 'http://me:secret@db.example',
    EVENT_STORE_PREFIX: 'A',
    VIEW_STORE: 'mysql://me:secret@db.example',
    VIEW_STORE_FILE: '/nowhere/secret',
    INSTANCE_KEY_FILE: '\0',
    NODE_NAME: 'a node',
  };
  expect(faultsIn(environment).toSorted()).toEqual(
    [...Object.keys(environment), 'AUTH_ISSUER', 'AUTH_AUDIENCE'].toSorted(),
  );
  expect(() => Config.from(environment)).toThrow(/PORT must be a whole number from 0 to 65535/);
  expect(() => Config.from(environment)).not.toThrow(/secret/);
});

it.each([' ', 'x', '1.5', '0x50', '-1', '65536', '1e3', '٣', '3000 '])('takes no port %j', port => {
  expect(faultsIn({ PORT: port })).toEqual(['PORT']);
});

it.each(['AUTH_JWKS_URL', 'AUTH_ISSUER', 'AUTH_AUDIENCE'] as const)(
  'takes %s only with the other two',
  alone => {
    const others = Object.keys(provider).filter(name => name !== alone);
    expect(faultsIn({ [alone]: provider[alone] })).toEqual(others);
    expect(faultsIn({ ...provider, [alone]: '' })).toEqual([alone]);
  },
);

it.each([
  ['https://id.example/keys', []],
  ['http://127.0.0.1:8080/keys', []],
  ['http://127.9.9.9/keys', []],
  ['http://localhost/keys', []],
  ['http://[::1]:1/keys', []],
  ['http://id.example/keys', ['AUTH_JWKS_URL']],
  ['http://127.0.0.1.id.example/keys', ['AUTH_JWKS_URL']],
  ['http://localhost.id.example/keys', ['AUTH_JWKS_URL']],
  ['file:///keys', ['AUTH_JWKS_URL']],
  ['keys', ['AUTH_JWKS_URL']],
])('JWKS at %s', (url, faults) => {
  expect(faultsIn({ ...provider, AUTH_JWKS_URL: url })).toEqual(faults);
});
