import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crowdedFile } from '../support/cli/crowded-file.js';
import { rejectedOf, writeLines } from '../support/cli/import-lines.js';
import {
  countIn,
  eventsIn,
  expectSameStreams,
  streamsIn,
  viewPositions,
  type Streams,
} from '../support/cli/record.js';
import { beginCommand, endProcesses, teilhabe, until } from '../support/cli/teilhabe.js';
import { temporaryDirectory } from '../support/http/temporary-directory.js';

const directory = temporaryDirectory();
afterEach(endProcesses);

const lines = crowdedFile(120);
let unbroken: { readonly streams: Streams; readonly events: number; readonly rejected: string };

/** The file imported once, without a break. */
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'teilhabe-'));
  const file = writeLines(join(folder, 'unbroken.ndjson'), lines);
  const { code, stderr } = await teilhabe(join(folder, 'data'), 'import', file);
  expect({ code, stderr }).toMatchObject({
    code: 65,
    stderr: expect.stringContaining(`${lines.length} lines: `),
  });
  const streams = await streamsIn(join(folder, 'data'));
  const rejected = readFileSync(`${file}.rejected`, 'utf8');
  unbroken = { streams, events: Object.values(streams).flat().length, rejected };
  await rm(folder, { recursive: true });
}, 60_000);

async function expectAsUnbroken(dataDir: string, file: string): Promise<void> {
  expect(readFileSync(`${file}.rejected`, 'utf8')).toBe(unbroken.rejected);
  expectSameStreams(await streamsIn(dataDir), unbroken.streams);
  const head = (await eventsIn(dataDir)).at(-1)!.position;
  expect(new Set(viewPositions(dataDir))).toEqual(new Set([head]));
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
      const moment = Math.max(1, Math.floor(share * unbroken.events));
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
    expect(killedAt.filter(count => count < unbroken.events).length).toBeGreaterThan(0);
    const last = await teilhabe(dataDir, 'import', file);
    expect(last.code).toBe(65);
    await expectAsUnbroken(dataDir, file);
    const again = await teilhabe(dataDir, 'import', file);
    expect(again).toMatchObject({ code: 65, stderr: expect.stringContaining(' 0 events added') });
    await expectAsUnbroken(dataDir, file);
  }, 120_000);

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
      const shown = rejectedOf(file) ?? [];
      expect(unbroken.rejected.startsWith(shown.map(one => `{"line":${one.line},`)[0] ?? '')).toBe(true);
      expect(await countIn(dataDir)).toBeLessThan(unbroken.events);
      expect(await teilhabe(dataDir, 'import', file)).toMatchObject({ code: 65 });
      await expectAsUnbroken(dataDir, file);
    },
    120_000,
  );
});
