import { buffer } from 'node:stream/consumers';
import { againstLog } from '../../src/evidence/check/against-log.js';
import { verifyDossier } from '../../src/evidence/check/verify-dossier.js';
import { Dossiers } from '../../src/evidence/dossiers.js';
import { forged, packed, unpacked, type Files } from '../support/evidence/archive.js';
import { asked, caseId, dispute } from '../support/evidence/dispute.js';
import { Bench } from '../support/views/bench.js';

let bench: Bench;
let archive: Buffer;
let files: Files;
const dossiersOf = (version: string) => new Dossiers(bench.events, version);

beforeAll(async () => {
  bench = await Bench.open();
  await dispute(bench);
  archive = await buffer((await dossiersOf('0.1.0').of(caseId, asked))!.archive());
  files = await unpacked(archive);
});
afterAll(() => bench.close());

const faultsOf = async (file: Buffer) => (await verifyDossier(file)).faults;
const replaced = (what: string | RegExp, by: string) => (content: string) => {
  const changed = content.replace(what, by);
  expect(changed).not.toBe(content);
  return changed;
};

it('finds nothing wrong with a dossier as it was made', async () => {
  const { faults, manifest, events } = await verifyDossier(archive);
  expect(faults).toEqual([]);
  expect(manifest?.caseId).toBe(caseId);
  expect(events.length).toBeGreaterThan(20);
});

it('finds any byte that was flipped, wherever it stands', async () => {
  for (let place = 0; place < archive.length; place += 997) {
    const flipped = Buffer.from(archive);
    flipped[place] = flipped[place]! ^ 1;
    expect({ place, faults: (await faultsOf(flipped)).length > 0 }).toEqual({ place, faults: true });
  }
});

it('finds any byte that was flipped in the directory at the end', async () => {
  for (let place = archive.length - 400; place < archive.length; place++) {
    const flipped = Buffer.from(archive);
    flipped[place] = flipped[place]! ^ 1;
    expect({ place, faults: (await faultsOf(flipped)).length > 0 }).toEqual({ place, faults: true });
  }
});

it.each([
  ['nothing', Buffer.alloc(0)],
  ['no archive', Buffer.from('PK is not enough')],
])('says of %s that it cannot be read', async (_, file) => {
  expect((await faultsOf(file))[0]).toMatch(/^the archive cannot be read/);
});

it('names a file that is missing, one that does not belong there, and one whose sum is wrong', async () => {
  const others = new Map(files);
  others.delete('dossier.html');
  others.set('more.txt', 'more');
  others.set('events.ndjson', `${files.get('events.ndjson')}\n`);
  const faults = await faultsOf(await packed(others));
  expect(faults).toContain('dossier.html: is missing');
  expect(faults).toContain('dossier.html: is listed in the manifest and not there');
  expect(faults).toContain('more.txt: does not belong to a dossier');
  expect(faults).toContain('more.txt: is not listed in the manifest');
  expect(faults.some(fault => /^events.ndjson: has \d+ bytes, not/.test(fault))).toBe(true);
});

it.each([
  [
    'a deadline that ends on another day',
    'dossier.json',
    /"endsOn": "2026-04-07"/,
    '"endsOn": "2026-04-08"',
    /E-\d+ ends on 2026-04-07/,
  ],
  [
    'a deadline with another day counted',
    'dossier.json',
    /"holiday": "Karfreitag"/,
    '"holiday": "Brückentag"',
    /is not counted day by day/,
  ],
  [
    'a deadline that its event does not have',
    'events.ndjson',
    /"days":14/,
    '"days":13',
    /is not the one of its event/,
  ],
  [
    'a fact at another time',
    'dossier.json',
    /("type": "CrisisOpened",\s+"source": "provider",\s+"occurredAt": ")2026/,
    '$12025',
    /is not what the event says/,
  ],
  ['an event that is gone', 'events.ndjson', /\{"id":"E-5",.*\n/, '', /line 5 is E-6/],
  [
    'a reference to no event',
    'dossier.json',
    /"E-8"/,
    '"E-800"',
    /refers to E-800, which is not in events.ndjson/,
  ],
  [
    'a field that the schema does not know',
    'dossier.json',
    '"format": 1',
    '"format": 1, "more": 2',
    /must NOT have additional properties/,
  ],
  ['another format', 'dossier.json', '"format": 1', '"format": 2', /format must be equal to constant/],
  [
    'a rulebook that is not inside',
    'dossier.json',
    /"rulebooks": \[[^]*\]\n\}/,
    '"rulebooks": []\n}',
    /is named by events and not inside/,
  ],
  [
    'a rulebook with other days',
    'dossier.json',
    /"cure": \{\s+"usual": 14/,
    '"cure": { "usual": 21',
    /does not tell the days of rulebook/,
  ],
  [
    'another case',
    'dossier.json',
    `"caseId": "${caseId}"`,
    '"caseId": "another"',
    /caseId is not the one of dossier.json/,
  ],
  ['no JSON', 'dossier.json', '{', '', /dossier.json: is not JSON/],
  [
    'a line that is no event',
    'events.ndjson',
    '"revision":0',
    '"revision":"0"',
    /events.ndjson line 1: \/revision must be number/,
  ],
  [
    'a schema of its own',
    'schemas/event.v1.json',
    '"required"',
    '"optional"',
    /is not the schema of format 1/,
  ],
])('finds %s, though the manifest vouches for it', async (_, name, what, by, fault) => {
  const faults = await faultsOf(await forged(files, name, replaced(what, by)));
  expect(faults.filter(one => fault.test(one))).not.toEqual([]);
});

describe('against the log', () => {
  const against = async (file: Buffer, storeId = bench.events.storeId) =>
    againstLog(await verifyDossier(file), storeId, dossiersOf);

  it('agrees with a dossier as it was made, also when the log has grown', async () => {
    expect(await against(archive)).toEqual([]);
  });

  it('finds words that were changed everywhere, where the dossier by itself holds together', async () => {
    const changed = await forged(
      files,
      'events.ndjson',
      replaced('kein Einzelgespräch', 'ein Einzelgespräch'),
    );
    expect(await faultsOf(changed)).toEqual([]);
    expect(await against(changed)).toEqual([
      'events.ndjson: is not what the log says',
      'manifest.json: is not what the log says',
    ]);
  });

  it('says so where the log is another', async () => {
    expect(await against(archive, 'another-store')).toEqual([
      expect.stringMatching(/^it was made from another log/),
    ]);
  });
});
