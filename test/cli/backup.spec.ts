import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import fc from 'fast-check';
import { SqliteAccessLog } from '../../src/access-log/sqlite-access-log.js';
import { backup } from '../../src/cli/backup/backup.js';
import { restore } from '../../src/cli/backup/restore.js';
import { BrokenArchive, pack, unpack } from '../../src/cli/backup/tar.js';
import { Failure } from '../../src/cli/failure.js';
import { Ledger } from '../../src/cli/import/ledger.js';
import { SystemClock } from '../../src/clock.js';
import { Config } from '../../src/config.js';
import { lockDirectory } from '../../src/event-store/sqlite/directory-lock.js';
import { SqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.js';
import { InstanceKey } from '../../src/identity/instance-key.js';
import { someRead } from '../support/access-log/some-read.js';
import { temporaryDirectory } from '../support/http/temporary-directory.js';

const directory = temporaryDirectory();
const at = (name: string): string => join(directory(), name);
const configOf = (name: string): Config => Config.from({ DATA_DIR: at(name) });
const archive = (): string => at('backup.tar');
const never = new AbortController().signal;
const clock = new SystemClock();
async function backedUp(): Promise<number> {
  const out = createWriteStream(archive());
  const code = await backup(configOf('data'), clock, never, out);
  await finished(out.end());
  return code;
}

const event = () => ({ id: randomUUID(), type: 'Told', data: { text: 'ä'.repeat(400) }, metadata: {} });

async function openData(events: number): Promise<SqliteEventStore> {
  mkdirSync(at('data'));
  const store = SqliteEventStore.open(at('data/events.db'));
  for (let stream = 0; stream < events; stream++)
    await store.append(`told-${stream}`, 'no-stream', [event()]);
  return store;
}

async function logIn(name: string): Promise<{ storeId: string; log: unknown[] }> {
  const store = SqliteEventStore.open(at(`${name}/events.db`), { readonly: true });
  try {
    return { storeId: store.storeId, log: [...(await store.readAll(undefined, 1_000_000))] };
  } finally {
    await store.close();
  }
}

async function refusal(promise: Promise<unknown>): Promise<{ code: number; said: string }> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Failure)) throw error ?? new Error('it was not refused');
  return { code: error.exitCode, said: error.message };
}

describe('a backup', () => {
  it('has all that was acknowledged before it began, while a server writes, and is a log without gaps', async () => {
    const store = await openData(300);
    const done = new AbortController();
    let written = 300;
    const writer = (async () => {
      while (!done.signal.aborted) await store.append(`more-${written++}`, 'no-stream', [event()]);
    })();
    const before = written;
    expect(await backedUp()).toBe(0);
    done.abort();
    await writer;
    await store.close();
    expect(await restore(archive(), configOf('restored'))).toBe(0);
    const [{ storeId, log }, restored] = [await logIn('data'), await logIn('restored')];
    expect(restored.storeId).toBe(storeId);
    expect(restored.log.length).toBeGreaterThanOrEqual(before);
    expect(restored.log).toEqual(log.slice(0, restored.log.length));
    expect(readdirSync(at('data')).filter(name => name.startsWith('backup-'))).toEqual([]);
  });

  it('takes what stands beside the log too, and leaves out what is made anew', async () => {
    const store = await openData(1);
    const access = SqliteAccessLog.open(at('data/access.db'));
    await access.append(someRead());
    const ledger = Ledger.open(at('data/imports.db'), store.storeId);
    ledger.note('command', 'digest');
    ledger.saveKeys();
    await InstanceKey.open(at('data'), clock);
    writeFileSync(at('data/policy-stops.jsonl'), '{"stopped":{}}\n');
    writeFileSync(at('data/views.db'), 'made anew');
    expect(await backedUp()).toBe(0);
    await Promise.all([access.close(), ledger.close(), store.close()]);
    const names = ['access.db', 'events.db', 'imports.db', 'instance-key.json', 'policy-stops.jsonl'];
    expect(
      execFileSync('tar', ['-tf', archive()], { encoding: 'utf8' }).trim().split('\n').toSorted(),
    ).toEqual([...names, 'backup.json'].toSorted());
    expect(await restore(archive(), configOf('restored'))).toBe(0);
    expect(readdirSync(at('restored')).filter(name => !name.startsWith('lock'))).toEqual(names);
    for (const name of ['instance-key.json', 'policy-stops.jsonl'])
      expect(readFileSync(at(`restored/${name}`))).toEqual(readFileSync(at(`data/${name}`)));
    const reread = Ledger.open(at('restored/imports.db'), (await logIn('restored')).storeId);
    expect(reread.digestOf('command')).toBe('digest');
    reread.close();
  });

  it('is refused where there is nothing to back up, or nothing to back it up to', async () => {
    expect(await refusal(backedUp())).toMatchObject({ code: 1 });
    await (await openData(1)).close();
    const terminal = Object.assign(new Writable(), { isTTY: true });
    expect(await refusal(backup(configOf('data'), clock, never, terminal))).toMatchObject({ code: 64 });
    const elsewhere = {
      ...configOf('data'),
      eventStore: { kind: 'kurrentdb', connection: '', prefix: '' },
    } as const;
    expect(await refusal(backup(elsewhere as Config, clock, never))).toMatchObject({ code: 78 });
    expect(await refusal(restore(archive(), elsewhere as Config))).toMatchObject({ code: 78 });
  });

  it('that is stopped says so and leaves nothing behind', async () => {
    await (await openData(50)).close();
    const stop = new AbortController();
    const slow = new Writable({ write: () => stop.abort() });
    expect(await refusal(backup(configOf('data'), clock, stop.signal, slow))).toMatchObject({ code: 75 });
    expect(readdirSync(at('data')).filter(name => name.startsWith('backup-'))).toEqual([]);
  });
});

describe('restoring', () => {
  const nothingRestored = () => expect(existsSync(at('restored/events.db'))).toBe(false);

  beforeEach(async () => {
    await (await openData(20)).close();
    await InstanceKey.open(at('data'), clock);
    await backedUp();
  });

  it('refuses whatever was cut off or changed anywhere in it, and restores nothing then', async () => {
    const whole = readFileSync(archive());
    // the last blocks are empty: they only say that the archive ends
    const told = whole.length - 1_536;
    const broken = at('broken.tar');
    const isRefused = async (bytes: Buffer): Promise<void> => {
      writeFileSync(broken, bytes);
      expect(await refusal(restore(broken, configOf('restored')))).toMatchObject({
        code: 65,
        said: expect.stringMatching(/is no whole backup: (?!Stream was destroyed).+; nothing was restored$/),
      });
      nothingRestored();
    };
    await fc.assert(
      fc.asyncProperty(fc.nat(told), length => isRefused(whole.subarray(0, length))),
      { numRuns: 40 },
    );
    const manifest = whole.lastIndexOf('{\n  "backup"');
    const contents = fc.nat(manifest - 1_024).filter(place => whole[place] !== 0);
    await fc.assert(
      fc.asyncProperty(contents, async place => {
        const changed = Buffer.from(whole);
        changed[place]! ^= 1;
        await isRefused(changed);
      }),
      { numRuns: 60 },
    );
  });

  it('refuses files that belong to no backup, wherever they would go', async () => {
    for (const name of ['../stray', '/tmp/stray', 'views.db', 'lock']) {
      const content = [Buffer.from('stray')];
      const files = (async function* () {
        yield {
          name,
          size: 5,
          content: (async function* () {
            yield* content;
          })(),
        };
      })();
      writeFileSync(at('stray.tar'), await Array.fromAsync(pack(files)).then(Buffer.concat));
      expect(await refusal(restore(at('stray.tar'), configOf('restored')))).toMatchObject({ code: 65 });
      expect(readdirSync(at('restored')).filter(found => !found.startsWith('lock'))).toEqual([]);
    }
    expect(existsSync(at('stray'))).toBe(false);
  });

  it.each(['events.db', 'events.db-wal', 'access.db', 'views.db', 'instance-key.json'])(
    'leaves a directory alone that has %s',
    async name => {
      mkdirSync(at('restored'));
      writeFileSync(at(`restored/${name}`), 'theirs');
      const { code, said } = await refusal(restore(archive(), configOf('restored')));
      expect({ code, named: said.includes(name) }).toEqual({ code: 73, named: true });
      expect(readFileSync(at(`restored/${name}`), 'utf8')).toBe('theirs');
    },
  );

  it('is refused beside a server, and where there is no file', async () => {
    expect(await refusal(restore(at('absent.tar'), configOf('restored')))).toMatchObject({ code: 66 });
    expect(await refusal(restore(directory(), configOf('restored')))).toMatchObject({
      code: 66,
      said: expect.stringContaining('cannot be read'),
    });
    const lock = lockDirectory(at('restored'));
    await expect(restore(archive(), configOf('restored'))).rejects.toMatchObject({ name: 'DirectoryLocked' });
    lock.release();
    nothingRestored();
  });
});

describe('an archive', () => {
  it('is not taken for one where it is none', async () => {
    const noise = (async function* () {
      yield Buffer.alloc(2_000, 7);
    })();
    await expect(unpack(noise).next()).rejects.toThrow(BrokenArchive);
  });
});
