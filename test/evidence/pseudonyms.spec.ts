import { shippedRulebooks } from '../../src/application/rulebook-seeds.js';
import { readCaseRecord } from '../../src/evidence/case-record.js';
import { compose } from '../../src/evidence/compose.js';
import { verifyDossier } from '../../src/evidence/check/verify-dossier.js';
import { filesOf } from '../../src/evidence/files.js';
import type { DomainEvent } from '../../src/event-codec/domain-event.js';
import { packed } from '../support/evidence/archive.js';
import { asked } from '../support/evidence/dispute.js';
import { Bench } from '../support/views/bench.js';
import { offered, on } from '../support/views/told.js';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.close());

const provenance = { rulebook: shippedRulebooks()[0]!.version };
const observed = (participationIds: readonly string[], fact: string): DomainEvent => ({
  type: 'DeficiencyObserved',
  data: {
    officeId: 'o-1',
    providerId: 'pr-1',
    category: 'D4',
    severity: 'minor',
    dutyBreached: { clause: '§ 4' },
    observedOn: '2026-03-01',
    participationIds,
    evidence: [],
  },
  sensitive: { fact },
});

/** The dossier of a case that says this of these participations. */
async function composed(participationIds: readonly string[], fact: string) {
  for (const id of participationIds)
    await bench.tell(`participation-${id}`, on('2026-02-01', offered(`client-of-${id}`), provenance));
  await bench.tell('provider-case-c', on('2026-03-01', observed(participationIds, fact), provenance));
  const record = await readCaseRecord(bench.events, 'c', (await bench.events.head())!);
  return compose({ ...record!, rulebooks: shippedRulebooks() }, asked);
}

it.each([
  [
    'an id, its stream and its client',
    'see 4711-a, participation-4711-a and client-of-4711-a.',
    'see T-1, participation-T-1 and T-1.',
  ],
  ['an id in other letters', 'see 4711-A', 'see T-1'],
  ['nothing that only holds an id', 'see x4711-a and 4711-ab, 4711-a-7', 'see x4711-a and 4711-ab, 4711-a-7'],
  ['an id that nobody knows', 'see 1b671a64-40d5-491e-99b0-da01ff1f3341', 'see [id]'],
])('replaces in words %s', async (_, words, told) => {
  const { events } = await composed(['4711-a'], words);
  expect(events.find(({ type }) => type === 'DeficiencyObserved')!.sensitive).toEqual({ fact: told });
});

it('leaves words alone where an id is as short as a word of every day', async () => {
  const { events } = await composed(['der'], 'der Raum ist leer');
  const [opened] = events.filter(({ type }) => type === 'DeficiencyObserved');
  expect(opened).toMatchObject({
    data: { participationIds: ['T-1'] },
    sensitive: { fact: 'der Raum ist leer' },
  });
});

it('gives no name that is somebody else’s id', async () => {
  const { dossier } = await composed(['T-2', 'T-1'], 'two');
  expect(dossier.participations.map(({ pseudonym }) => pseudonym)).toEqual(['T-3', 'T-4']);
});

it('holds together without a measure, a measure’s contract and anything cited', async () => {
  const files = filesOf(await composed(['4711-a'], 'none'), '1.0.0');
  const texts = new Map(files.map(({ name, content }) => [name, content.toString('utf8')]));
  expect((await verifyDossier(await packed(texts))).faults).toEqual([]);
});
