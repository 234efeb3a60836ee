import { join } from 'node:path';
import Database from 'better-sqlite3';
import { rmSync } from 'node:fs';
import { ground, untilAssigned, writeLines } from '../support/cli/import-lines.js';
import { eventsIn, viewPositions } from '../support/cli/record.js';
import { beginCommand, endProcesses, startServer, teilhabe, until } from '../support/cli/teilhabe.js';
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

  describe('beside a server', () => {
    it('takes over under it, which answers as before and goes on with the views', async () => {
      await someRecord();
      const { url, stop } = await startServer(dataDir());
      plant(`DELETE FROM directory_client`);
      expect(await rebuild()).toMatchObject({
        code: 0,
        stderr: expect.stringContaining('beside the server'),
      });
      expect(rowsOf('directory_client')).toHaveLength(1);
      expect((await fetch(`${url}/health/ready`)).status).toBe(200);
      const { code, stderr } = await stop();
      expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('fatal') });
    });

    it('leaves the views alone where the import does too', async () => {
      await startServer(dataDir());
      const file = writeLines(join(directory(), 'some.ndjson'), ground(1));
      const refused = await teilhabe(dataDir(), 'import', file);
      expect(refused).toMatchObject({ code: 75, stdout: '' });
      expect(refused.stderr).toContain('held by another process');
    });
  });

  describe('--compare', () => {
    it('says that no row differs', async () => {
      await someRecord();
      const { code, stdout, stderr } = await rebuild('--compare');
      expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('no row differs') });
      expect(stdout).toContain('directory_client: 0 of 1 rows differ');
    });

    it.each([false, true])(
      'prints the rows that differ, beside a server: %s, and changes none',
      async beside => {
        await someRecord();
        plant(
          `UPDATE directory_client SET office_id = 'o-planted'`,
          `DELETE FROM directory_provider`,
          `INSERT INTO directory_office VALUES ('o-more', 'NW')`,
        );
        if (beside) await startServer(dataDir());
        const { code, stdout, stderr } = await rebuild('--compare');
        expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('3 rows differ') });
        expect(stdout).toMatch(/^directory_client client_id=".*": office_id "o-planted" → ".*"$/m);
        expect(stdout).toMatch(/^directory_provider provider_id=".*": only in the view made anew$/m);
        expect(stdout).toMatch(/^directory_office office_id="o-more": only in the present view$/m);
        expect(rowsOf('directory_provider')).toEqual([]);
        expect(await rebuild()).toMatchObject({ code: 0 });
        expect(await rebuild('--compare')).toMatchObject({ code: 0 });
      },
    );
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'that is ended by %s at any moment loses nothing',
    async signal => {
      await someRecord();
      const before = allRows();
      plant(`UPDATE directory_client SET office_id = 'o-planted'`);
      const planted = allRows();
      for (let n = 0; n < 6; n++) {
        const { child, ended } = beginCommand(dataDir(), 'rebuild');
        await until('it has begun', () => child.exitCode !== null || buildUnderWay() || n % 2 === 0);
        await new Promise(resolve => setTimeout(resolve, n * 7));
        child.kill(signal);
        const { code } = await ended;
        expect([null, 0, 75]).toContain(code);
        expect([planted, before]).toContainEqual(allRows());
      }
      expect(await rebuild()).toMatchObject({ code: 0 });
      expect(allRows()).toEqual(before);
    },
  );
});

function read<Row>(sql: string): readonly Row[] {
  const db = new Database(join(dataDir(), 'views.db'), { readonly: true });
  try {
    return db.prepare<[], Row>(sql).all();
  } finally {
    db.close();
  }
}
function plant(...statements: readonly string[]): void {
  const db = new Database(join(dataDir(), 'views.db'));
  for (const statement of statements) db.exec(statement);
  db.close();
}
const rowsOf = (table: string) => read<object>(`SELECT * FROM ${table} ORDER BY 1, 2`);
const buildUnderWay = () =>
  read<{ readonly views: string }>('SELECT views FROM view_build').some(({ views }) => views !== '[]');
/** Every present view's rows. */
const allRows = () =>
  read<{ readonly tables: string }>('SELECT tables FROM view_checkpoint ORDER BY view').flatMap(
    ({ tables }) =>
      (JSON.parse(tables) as readonly { readonly name: string }[]).map(({ name }) => [name, rowsOf(name)]),
  );
