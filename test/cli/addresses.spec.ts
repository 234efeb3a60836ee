import { resolve } from 'node:path';
import { addressesIn } from '../../src/cli/addresses.js';
import { Failure } from '../../src/cli/failure.js';
import { Config } from '../../src/config.js';

const anywhere = 'esdb://127.0.0.1:2113?tls=false';
const settings = (environment: Record<string, string>) => () => Config.from(environment);
const unread = (): Config => {
  throw new Error('no address refers to the settings');
};
const logs = ['sqlite', 'kurrentdb'] as const;

const read = (text: string, prefix?: string, from: () => Config = unread) =>
  addressesIn({ '--from': { text, prefix } }, logs, from)['--from'];

function faultsOf(work: () => unknown): readonly string[] {
  try {
    work();
    return [];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    expect(error.exitCode).toBe(64);
    return error.message.split('\n');
  }
}

describe('an address', () => {
  it('is a data directory, a KurrentDB or a PostgreSQL', () => {
    expect(read('sqlite:data')).toEqual({ kind: 'sqlite', directory: resolve('data') });
    expect(read('sqlite:/srv/data')).toEqual({ kind: 'sqlite', directory: '/srv/data' });
    expect(read(anywhere)).toEqual({ kind: 'kurrentdb', connection: anywhere, prefix: '' });
    expect(read(anywhere, 'office-')).toMatchObject({ connection: anywhere, prefix: 'office-' });
    const url = 'postgres://me@127.0.0.1/teilhabe';
    const given = { '--to': { text: url } };
    expect(addressesIn(given, ['sqlite', 'postgres'], unread)['--to']).toEqual({ kind: 'postgres', url });
  });

  it('is what the settings name, without a password in the call', () => {
    const set = settings({ EVENT_STORE: anywhere, EVENT_STORE_PREFIX: 'a.', DATA_DIR: '/srv/data' });
    expect(read('event-store', undefined, set)).toEqual({
      kind: 'kurrentdb',
      connection: anywhere,
      prefix: 'a.',
    });
    expect(read('event-store', undefined, settings({ DATA_DIR: '/srv/data' }))).toEqual({
      kind: 'sqlite',
      directory: '/srv/data',
    });
  });

  it('is refused with every option at fault and no address', () => {
    const secret = 'postgres://me:secret@db.example/x';
    const given = {
      '--from': { text: secret },
      '--to': { text: 'sqlite:', prefix: 'Ö' },
      '--third': { text: 'data' },
    };
    const faults = faultsOf(() => addressesIn(given, logs, unread));
    expect(faults.map(fault => fault.split(' ')[0])).toEqual(['--from', '--to', '--to-prefix', '--third']);
    expect(faults.join()).toContain('sqlite:DIRECTORY, esdb://… or esdb+discover://…, event-store');
    expect(faults.join()).not.toMatch(/secret|db\.example/);
  });

  it.each([
    ['sqlite:data', 'a'],
    ['event-store', 'a'],
  ])('takes no prefix with %s', (text, prefix) => {
    expect(faultsOf(() => read(text, prefix, settings({})))).toHaveLength(1);
  });
});
