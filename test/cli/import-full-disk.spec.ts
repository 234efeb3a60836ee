import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { StoreUnavailable } from '../../src/event-store/event-store.js';
import { importOnDisk } from '../support/cli/bench.js';
import { crowdedFile } from '../support/cli/crowded-file.js';
import { writeLines } from '../support/cli/import-lines.js';
import { eventsIn, expectSameLog } from '../support/cli/record.js';
import { temporaryDirectory } from '../support/http/temporary-directory.js';

const directory = temporaryDirectory();
const lines = crowdedFile(60);

it('stops with whole lines where the disk is full, and comes to the same when there is room', async () => {
  const file = writeLines(join(directory(), 'unbroken.ndjson'), lines);
  const said = await importOnDisk(join(directory(), 'unbroken'), file);
  const unbroken = await eventsIn(join(directory(), 'unbroken'));
  const dataDir = join(directory(), 'full');
  const again = writeLines(join(directory(), 'again.ndjson'), lines);
  const counts: number[] = [];
  const pages = statSync(join(directory(), 'unbroken', 'events.db')).size / 4096;
  for (const share of [0.4, 0.6, 0.8]) {
    await expect(importOnDisk(dataDir, again, Math.floor(share * pages))).rejects.toThrow(StoreUnavailable);
    const kept = await eventsIn(dataDir);
    expectSameLog(kept, unbroken.slice(0, kept.length));
    expect(existsSync(`${again}.rejected`)).toBe(false);
    counts.push(kept.length);
  }
  expect(counts.toSorted((a, b) => a - b)).toEqual(counts);
  expect(counts.at(-1)).toBeGreaterThan(counts[0]!);
  const refused = / \d+ refused.*/;
  expect(refused.exec(await importOnDisk(dataDir, again))![0]).toBe(refused.exec(said)![0]);
  expectSameLog(await eventsIn(dataDir), unbroken);
  expect(readFileSync(`${again}.rejected`, 'utf8')).toBe(readFileSync(`${file}.rejected`, 'utf8'));
});
