import { join } from 'node:path';
import { rmSync } from 'node:fs';
import { ground, untilAssigned, writeLines } from '../support/cli/import-lines.js';
import { eventsIn, viewPositions } from '../support/cli/record.js';
import { endProcesses, startServer, teilhabe } from '../support/cli/teilhabe.js';
import { temporaryDirectory } from '../support/http/temporary-directory.js';

const directory = temporaryDirectory();
afterEach(endProcesses);

const dataDir = () => join(directory(), 'data');
const rebuild = (...args: readonly string[]) => teilhabe(dataDir(), 'rebuild', ...args);

async function someRecord(): Promise<void> {
  const file = writeLines(join(directory(), 'some.ndjson'), [...ground(2, 'a'), ...untilAssigned('a')]);
  expect(await teilhabe(dataDir(), 'import', file)).toMatchObject({ code: 0 });
}

describe('teilhabe rebuild', () => {
  it('makes all views anew from the log', async () => {
    await someRecord();
    rmSync(join(dataDir(), 'views.db'));
    const events = await eventsIn(dataDir());
    const { code, stdout, stderr } = await rebuild();
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain(`all views rebuilt from ${events.length} events`);
    expect(new Set(viewPositions(dataDir()))).toEqual(new Set([events.at(-1)!.position]));
  });

  it('makes one view anew', async () => {
    await someRecord();
    expect(await rebuild('occupancy')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('occupancy rebuilt'),
    });
  });

  it('names the views there are where it knows no such view', async () => {
    const { code, stderr } = await rebuild('moods');
    expect({ code, stderr }).toEqual({ code: 64, stderr: expect.stringMatching(/no view moods.*occupancy/) });
  });

  it('leaves a directory alone that a server holds, as the import does', async () => {
    const { url } = await startServer(dataDir());
    const file = writeLines(join(directory(), 'some.ndjson'), ground(1));
    const head = (await eventsIn(dataDir())).length;
    for (const refused of [await rebuild(), await teilhabe(dataDir(), 'import', file)]) {
      expect(refused).toMatchObject({ code: 75, stdout: '' });
      expect(refused.stderr).toContain('held by another process');
    }
    expect((await eventsIn(dataDir())).length).toBe(head);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
  });
});
