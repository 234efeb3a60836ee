import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '../../src/evidence/fingerprint.js';
import { ground, teamLead, writeLines } from '../support/cli/import-lines.js';
import { endProcesses, startServer, teilhabe } from '../support/cli/teilhabe.js';
import { dossierIn, forged, unpacked } from '../support/evidence/archive.js';
import { temporaryDirectory } from '../support/http/temporary-directory.js';

const directory = temporaryDirectory();
const home = mkdtempSync(join(tmpdir(), 'dossier-'));
afterEach(endProcesses);
afterAll(() => rmSync(home, { recursive: true }));

const dataDir = () => join(home, 'data');
const file = (name = 'case.zip') => join(directory(), name);
const run = (...args: readonly string[]) => teilhabe(dataDir(), 'dossier', ...args);

/** A case about the provider of a measure, with a cure that is demanded. */
beforeAll(async () => {
  const about = { actor: teamLead, caseId: 'case-1' };
  const lines = writeLines(join(home, 'case.ndjson'), [
    ...ground(2, 'a'),
    {
      ...about,
      command: 'OpenProviderCase',
      key: 'open',
      providerId: 'provider-1',
      measureId: 'measure-1',
      category: 'D4',
      severity: 'considerable',
      dutyBreached: { clause: '§ 4' },
      observedOn: '2025-03-03',
    },
    {
      ...about,
      command: 'EstablishFinding',
      key: 'find',
      category: 'D4',
      severity: 'considerable',
      exculpatory: 'none-found',
      finding: 'no individual talks',
    },
    {
      ...about,
      command: 'DemandCure',
      key: 'demand',
      demandId: 'demand-1',
      demands: 'a talk a week',
      proofOfDelivery: 'acknowledgement',
    },
  ]);
  expect(await teilhabe(dataDir(), 'import', lines)).toMatchObject({ code: 0, stderr: expect.any(String) });
});

describe('teilhabe dossier', () => {
  it('writes the dossier for its owner, beside a server too, prints its sum, and is logged', async () => {
    await startServer(dataDir());
    const { code, stdout, stderr } = await run('case-1', '--out', file(), '--purpose', 'court 3/2026');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const archive = readFileSync(file());
    expect(stdout).toBe(`${sha256(archive)}  ${file()}\n`);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    const { caseId, madeBy, readings } = dossierIn(await unpacked(archive));
    expect({ caseId, madeBy }).toEqual({ caseId: 'case-1', madeBy: { role: 'system' } });
    expect(readings).toMatchObject([
      { operation: 'teilhabe dossier', purpose: 'court 3/2026', thisOne: true },
    ]);

    expect(await run('case-1', '--out', file('second.zip'))).toMatchObject({ code: 0 });
    const second = dossierIn(await unpacked(readFileSync(file('second.zip'))));
    expect(second.readings.map(({ purpose }) => purpose)).toEqual(['court 3/2026', null]);
  });

  it('says so of a case that is not there, and writes nothing', async () => {
    expect(await run('nobody', '--out', file())).toEqual({
      code: 1,
      stdout: '',
      stderr: 'there is no provider case "nobody"\n',
    });
    expect(existsSync(file())).toBe(false);
  });

  it('overwrites nothing, needs a file, and takes no blank purpose', async () => {
    writeFileSync(file(), 'kept');
    expect(await run('case-1', '--out', file())).toMatchObject({
      code: 73,
      stderr: `${file()} is there already\n`,
    });
    expect(readFileSync(file(), 'utf8')).toBe('kept');
    expect(await run('case-1')).toMatchObject({ code: 64, stderr: expect.stringContaining('--out') });
    expect(await run('case-1', '--out', file('b.zip'), '--purpose', ' ')).toMatchObject({ code: 64 });
    expect(await run('case-1', '--out', join(directory(), 'no', 'such.zip'))).toMatchObject({ code: 73 });
  });
});

describe('teilhabe dossier verify', () => {
  it('confirms a dossier by itself, and against the log', async () => {
    await run('case-1', '--out', file());
    const alone = await run('verify', file());
    expect(alone).toMatchObject({ code: 0, stderr: '' });
    expect(alone.stdout).toMatch(
      /^case case-1, made .*: \d+ events, 0 participations, 1 deadlines\n[0-9a-f]{64} {2}/,
    );
    expect((await run('verify', file(), '--against-log')).stdout).toMatch(/1 deadlines; as the log says\n/);
  });

  it('names every fault', async () => {
    await run('case-1', '--out', file());
    const files = await unpacked(readFileSync(file()));
    const changed = await forged(files, 'events.ndjson', text =>
      text.replace('a talk a week', 'a talk a day'),
    );
    writeFileSync(file('forged.zip'), changed);
    expect(await run('verify', file('forged.zip'))).toMatchObject({ code: 0 });
    expect(await run('verify', file('forged.zip'), '--against-log')).toEqual({
      code: 65,
      stdout: '',
      stderr: 'events.ndjson: is not what the log says\nmanifest.json: is not what the log says\n',
    });
    const flipped = readFileSync(file());
    flipped[4_000]! ^= 1;
    writeFileSync(file('flipped.zip'), flipped);
    expect(await run('verify', file('flipped.zip'))).toMatchObject({ code: 65, stdout: '' });
  });

  it('says so of what cannot be read, and of what is no dossier', async () => {
    expect(await run('verify', file('none.zip'))).toMatchObject({ code: 66 });
    writeFileSync(file('text.zip'), 'not an archive');
    const { code, stderr } = await run('verify', file('text.zip'));
    expect({ code, first: stderr.split(':')[0] }).toEqual({ code: 65, first: 'the archive cannot be read' });
  });
});
