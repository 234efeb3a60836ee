import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { StoredEvent } from '../../src/event-store/event-store.js';
import { crowdedFile } from '../support/cli/crowded-file.js';
import { rejectedOf, writeLines } from '../support/cli/import-lines.js';
import { countIn, eventsIn, expectSameLog, viewPositions } from '../support/cli/record.js';
import { beginCommand, endProcesses, teilhabe, until } from '../support/cli/teilhabe.js';
import { temporaryDirectory } from '../support/http/temporary-directory.js';

const directory = temporaryDirectory();
afterEach(endProcesses);

const lines = crowdedFile(200);
let unbroken: { readonly events: readonly StoredEvent[]; readonly rejected: string };

/** The file imported once, without a break. */
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'teilhabe-'));
  const file = writeLines(join(folder, 'unbroken.ndjson'), lines);
  const { code, stderr } = await teilhabe(join(folder, 'data'), 'import', file);
  expect({ code, stderr }).toMatchObject({
    code: 65,
    stderr: expect.stringContaining(`${lines.length} lines: `),
  });
  const events = await eventsIn(join(folder, 'data'));
  const rejected = readFileSync(`${file}.rejected`, 'utf8');
  unbroken = { events, rejected };
  await rm(folder, { recursive: true });
}, 60_000);

async function expectAsUnbroken(dataDir: string, file: string): Promise<void> {
  const [found, wanted] = [readFileSync(`${file}.rejected`, 'utf8'), unbroken.rejected].map(text =>
    text.split('\n'),
  );
  expect(found!.find((line, index) => line !== wanted![index])).toBeUndefined();
  expect(found).toHaveLength(wanted!.length);
  const events = await eventsIn(dataDir);
  expectSameLog(events, unbroken.events);
  expect(new Set(viewPositions(dataDir))).toEqual(new Set([events.at(-1)!.position]));
}

describe('an import that does not come to its end', () => {
  it('comes to the same when it is killed, time and again, and given once more', async () => {
    const [dataDir, file] = [
      join(directory(), 'killed'),
      writeLines(join(directory(), 'killed.ndjson'), lines),
    ];
    const rounds = 5;
    const killedAt: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const share = (round + Math.random()) / rounds;
      const moment = Math.max(1, Math.floor(share * unbroken.events.length));
      const { child, ended } = beginCommand(dataDir, 'import', file);
      await until(
        'so much is recorded',
        async () => (await countIn(dataDir)) >= moment || child.exitCode !== null,
      );
      child.kill('SIGKILL');
      await ended;
      killedAt.push(await countIn(dataDir));
      rejectedOf(file);
    }
    expect(killedAt.filter(count => count < unbroken.events.length).length).toBeGreaterThan(0);
    const last = await teilhabe(dataDir, 'import', file);
    expect(last.code).toBe(65);
    await expectAsUnbroken(dataDir, file);
    const again = await teilhabe(dataDir, 'import', file);
    expect(again).toMatchObject({ code: 65, stderr: expect.stringContaining(' 0 events added') });
    await expectAsUnbroken(dataDir, file);
  }, 120_000);

  it('comes to the same when it was killed between a place and who has it', async () => {
    const [dataDir, file] = [join(directory(), 'data'), writeLines(join(directory(), 'lines.ndjson'), lines)];
    expect(await teilhabe(dataDir, 'import', file)).toMatchObject({ code: 65 });
    const taken = unbroken.events.findLastIndex(({ type }) => type === 'PlaceTaken');
    const log = new Database(join(dataDir, 'events.db'));
    log.prepare('DELETE FROM events WHERE position > ?').run(Number(unbroken.events[taken]!.position));
    log.close();
    expect((await eventsIn(dataDir)).at(-1)!.type).toBe('PlaceTaken');
    expect(await teilhabe(dataDir, 'import', file)).toMatchObject({ code: 65 });
    await expectAsUnbroken(dataDir, file);
  }, 60_000);

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends in good order on %s and says how to go on',
    async signal => {
      const [dataDir, file] = [
        join(directory(), 'stopped'),
        writeLines(join(directory(), 'stopped.ndjson'), lines),
      ];
      const { child, ended } = beginCommand(dataDir, 'import', file);
      await until('something is recorded', async () => (await countIn(dataDir)) > 100);
      child.kill(signal);
      const { code, stderr } = await ended;
      expect({ code, stderr }).toMatchObject({
        code: 75,
        stderr: expect.stringContaining('give the same command again'),
      });
      const shown = existsSync(`${file}.rejected`) ? readFileSync(`${file}.rejected`, 'utf8') : '';
      expect(unbroken.rejected.slice(0, shown.length)).toBe(shown);
      expect(await countIn(dataDir)).toBeLessThan(unbroken.events.length);
      expect(await teilhabe(dataDir, 'import', file)).toMatchObject({ code: 65 });
      await expectAsUnbroken(dataDir, file);
    },
    120_000,
  );
});
