import { isAbsolute } from 'node:path';
import { Config, InvalidConfig } from '../../../src/config.js';

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
  const { dataDir, ...rest } = Config.from({ UNKNOWN: 'x', PATH: '/bin' });
  expect(isAbsolute(dataDir)).toBe(true);
  expect(dataDir).toMatch(/data$/);
  expect(rest).toEqual({
    host: '127.0.0.1',
    port: 3000,
    logLevel: 'info',
    bodyLimit: 1_048_576,
    minPositionTimeout: 2_000,
    identityProvider: undefined,
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
