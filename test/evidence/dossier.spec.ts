import { buffer } from 'node:stream/consumers';
import { shippedRulebooks } from '../../src/application/rulebook-seeds.js';
import { sha256 } from '../../src/evidence/fingerprint.js';
import { Dossiers } from '../../src/evidence/dossiers.js';
import { dossierIn, eventsIn, manifestIn, unpacked, type Files } from '../support/evidence/archive.js';
import { asked, caseId, dispute, secret, type Dispute } from '../support/evidence/dispute.js';
import { Bench } from '../support/views/bench.js';
import { at, on } from '../support/views/told.js';

let bench: Bench;
let told: Dispute;
let files: Files;
let archive: Buffer;
const dossiers = () => new Dossiers(bench.events, '9.9.9');

beforeAll(async () => {
  bench = await Bench.open();
  told = await dispute(bench);
  archive = await buffer((await dossiers().of(caseId, asked))!.archive());
  files = await unpacked(archive);
});
afterAll(() => bench.close());

describe('the archive', () => {
  it('holds the dossier for people and for programs, the events, the schemas and the manifest', () => {
    expect([...files.keys()]).toEqual([
      'dossier.html',
      'dossier.json',
      'events.ndjson',
      'manifest.json',
      'schemas/dossier.v1.json',
      'schemas/event.v1.json',
      'schemas/manifest.v1.json',
    ]);
  });

  it('has a manifest that names what it was made from and the sum of every other file', async () => {
    const { files: listed, ...manifest } = manifestIn(files);
    expect(manifest).toEqual({
      format: 1,
      caseId,
      storeId: bench.events.storeId,
      position: await bench.events.head(),
      madeAt: asked.at,
      madeBy: asked.by,
      product: { name: 'teilhabe', version: '9.9.9' },
    });
    const others = [...files].filter(([name]) => name !== 'manifest.json');
    expect(listed).toEqual(
      others.map(([name, content]) => ({ name, bytes: Buffer.byteLength(content), sha256: sha256(content) })),
    );
  });

  it('is the same to the byte for the same case, position and moment, whatever was recorded since', async () => {
    const before = manifestIn(files).position;
    await bench.tell(
      `participation-${secret.first}`,
      on('2026-04-28', { type: 'EntryAnnulled', data: { eventId: told.ids['absent']! } }),
    );
    const later = await dossiers().of(caseId, asked, before);
    expect((await buffer(later!.archive())).equals(archive)).toBe(true);
    const now = await dossiers().of(caseId, asked);
    expect((await buffer(now!.archive())).equals(archive)).toBe(false);
  });

  it('is not there for a case that is not there', async () => {
    expect(await dossiers().of('no-such-case', asked)).toBeUndefined();
  });
});

describe('what it keeps to itself', () => {
  const hidden = () => {
    const ids = Object.values(told.ids);
    return [
      ...Object.values(secret),
      ...ids.filter(id => id !== told.ids['demand'] && id !== told.ids['instruction']),
    ];
  };

  it('no id of a client, a participation, a member of staff or an entry of a participation, in any byte', () => {
    for (const [name, content] of files)
      for (const id of hidden())
        expect({ name, id, found: content.includes(id) }).toEqual({ name, id, found: false });
  });

  it('no correlation, no command, no revision of a stream that was read', async () => {
    const streams = [`provider-case-${caseId}`, `participation-${secret.first}`];
    const entries = (await Promise.all(streams.map(stream => bench.log.readStream(stream)))).flat();
    const joining = entries.flatMap(({ correlationId, causationId, command }) => [
      correlationId,
      causationId,
      command.id,
    ]);
    const all = [...files.values()].join('\n');
    expect(joining.filter(id => all.includes(id))).toEqual([]);
  });

  it('no entry of a participation that the case does not cite, and no contact of the provider', () => {
    const all = [...files.values()].join('\n');
    expect(all).not.toContain('niemanden etwas angeht');
    expect(all).not.toContain('Muster');
    const types = eventsIn(files)
      .filter(({ stream }) => stream.startsWith('participation-'))
      .map(({ type }) => type);
    expect(types.toSorted()).toEqual([
      'AttendanceReported',
      'ContactHeld',
      'CrisisOpened',
      'EntryCorrected',
      'EntryCorrected',
      'EntryDisputed',
      'ReportOverdue',
    ]);
  });

  it('who is meant in words by the names of the dossier, also in a reason for reading', () => {
    const [opened] = eventsIn(files).filter(({ type }) => type === 'DeficiencyObserved');
    expect(opened!.sensitive).toMatchObject({
      fact: expect.stringMatching(/^Bei T-1 fand/),
      witness: '[Mitarbeiter/in], beim Besuch',
    });
    expect(dossierIn(files).readings[0]).toMatchObject({
      reader: { role: 'auditor' },
      purpose: 'Prüfung zu T-1',
    });
  });
});

describe('what it tells', () => {
  it('the facts on both axes, by whom they are cited and whether they speak for the provider', () => {
    const { facts } = dossierIn(files);
    expect(facts).toMatchObject([
      {
        participation: 'T-1',
        type: 'AttendanceReported',
        occurredAt: at('2026-02-27', 16),
        sourceKnewAt: at('2026-02-26', 24),
        learnedAt: at('2026-03-02'),
        recordedAt: at('2026-03-02'),
        exculpatory: false,
      },
      { participation: 'T-1', type: 'CrisisOpened', exculpatory: false },
      { participation: 'T-2', type: 'ContactHeld', exculpatory: true },
    ]);
  });

  it('the duty with the words of the concept as they stood when the deficiency was observed', () => {
    const { accusation, measures } = dossierIn(files);
    expect(accusation.duty).toEqual({ clause: '§ 4 Abs. 2 der Leistungsbeschreibung', conceptPage: 14 });
    expect(measures[0]!.duties.map(({ page, breached }) => [page, breached])).toEqual([
      [14, true],
      [17, false],
    ]);
  });

  it('disputed and corrected entries with what they were and are', () => {
    const { marked } = dossierIn(files);
    expect(marked).toMatchObject([
      { corrected: [], disputed: [{ disputedBy: 'provider', status: 'open' }] },
      {
        corrected: [
          { field: 'severity', was: 3, is: 2 },
          { field: 'description', is: 'Kein Gespräch seit zwei Wochen; die Person wirkt erschöpft.' },
        ],
        reads: { data: { severity: 2 } },
      },
    ]);
    const page = files.get('dossier.html')!;
    expect(page).toContain('BESTRITTEN');
    expect(page).toContain('BERICHTIGT');
    expect(page).toMatch(/<span class="was">3<\/span>, ist\s+2/);
  });

  it('a deadline day by day, over Good Friday and Easter to the next working day', () => {
    const [cure, hearing] = dossierIn(files).deadlines;
    expect(cure).toMatchObject({ kind: 'cure', days: 14, endsOn: '2026-04-07', standing: 'lapsed' });
    expect(cure!.lapseDeclaredBy).toMatch(/^E-/);
    expect(cure!.daybyday.slice(-5)).toEqual([
      { day: '2026-04-03', is: 'counted', number: 14, free: 'holiday', holiday: 'Karfreitag' },
      { day: '2026-04-04', is: 'moved-on', free: 'saturday' },
      { day: '2026-04-05', is: 'moved-on', free: 'sunday' },
      { day: '2026-04-06', is: 'moved-on', free: 'holiday', holiday: 'Ostermontag' },
      { day: '2026-04-07', is: 'moved-on' },
    ]);
    expect(hearing).toMatchObject({ kind: 'hearing', endsOn: '2026-04-10', standing: 'answered' });
  });

  it('answers and whether they came in time, re-inspections, instructions with their objections, what a pause costs', () => {
    const { answers, reinspections, instructions, pauses } = dossierIn(files);
    expect(answers).toMatchObject([
      { kind: 'statement', inTime: true },
      { kind: 'cure', inTime: false },
    ]);
    expect(reinspections).toMatchObject([{ inspectedOn: '2026-04-14', result: 'partly' }]);
    expect(instructions).toMatchObject([{ ofThisCase: true, objections: [expect.stringMatching(/^E-/)] }]);
    expect(pauses).toMatchObject([{ ofThisCase: true, exposure: 135_000 }]);
  });

  it('the rulebook that the events name, and who read the case up to this dossier', () => {
    const { rulebooks, readings } = dossierIn(files);
    expect(rulebooks.map(({ version }) => version)).toEqual([shippedRulebooks()[0]!.version]);
    expect(readings.at(-1)).toEqual({
      at: asked.at,
      reader: { role: 'team-lead', organisation: 'o-1' },
      operation: 'readDossier',
      purpose: null,
      thisOne: true,
    });
  });
});

describe('the page', () => {
  it('escapes what somebody wrote, and has no script and nothing from elsewhere', () => {
    const page = files.get('dossier.html')!;
    expect(page).toContain('&lt;b&gt;ohne Ausnahme&lt;/b&gt; &amp; sofort');
    expect(page).not.toMatch(/<script|<b>|src=|https?:|url\(/i);
  });

  it('leads from every number to the event, which stands in the appendix once', () => {
    const page = files.get('dossier.html')!;
    const anchors = [...page.matchAll(/ id="(E-\d+)"/g)].map(([, id]) => id);
    expect(anchors).toEqual(eventsIn(files).map(({ id }) => id));
    const links = new Set([...page.matchAll(/href="#(E-\d+)"/g)].map(([, id]) => id));
    expect([...links].filter(id => !anchors.includes(id))).toEqual([]);
  });
});
