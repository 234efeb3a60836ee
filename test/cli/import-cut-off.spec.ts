import { join } from 'node:path';
import { importedAfter } from '../support/cli/bench.js';
import {
  adviser,
  assign,
  ground,
  noShow,
  offer,
  untilAssigned,
  writeLines,
} from '../support/cli/import-lines.js';
import { expectSameStreams, streamsOf } from '../support/cli/record.js';
import { temporaryDirectory } from '../support/http/temporary-directory.js';

const directory = temporaryDirectory();
const at = '2025-03-01T09:00:00.000Z';

const about = (id: string, command: string, fields: object) => ({
  command,
  key: `${id}-${command}`,
  actor: adviser,
  participationId: id,
  ...fields,
});

/** Two places and five persons: every way of leaving a place, and places that go from hand to hand. */
const lines = [
  ...ground(2, 'a', 'b', 'c', 'd', 'e'),
  ...untilAssigned('a'),
  ...untilAssigned('b'),
  { ...noShow('a'), actor: adviser },
  ...untilAssigned('c'),
  about('b', 'ConfirmStart', { startedOn: '2025-03-01' }),
  about('b', 'CompleteParticipation', { endedOn: '2025-03-01', result: 'goal-reached' }),
  ...untilAssigned('d'),
  about('c', 'WithdrawConsent', {}),
  ...untilAssigned('e'),
  about('d', 'WithdrawOffer', { reason: 'other' }),
  { ...about('c', 'GiveConsent', { form: 'oral' }), key: 'c-consent-again' },
  { ...assign('c'), key: 'c-place-again' },
  about('e', 'AnnulParticipation', { kind: 'mistake', reason: 'recorded for another' }),
  { ...noShow('c'), actor: adviser },
].map(line => ({ ...line, occurredAt: at, learnedAt: at }));

describe('an import that was cut off', () => {
  it('comes to the same streams after whichever event it was', async () => {
    const file = writeLines(join(directory(), 'lines.ndjson'), lines);
    const { events, tally } = await importedAfter([], file);
    expect(tally.toString()).toBe(
      `${lines.length} lines: ${lines.length} recorded, 0 already there, 0 refused`,
    );
    expect(events.filter(({ type }) => type === 'PlaceFreed')).toHaveLength(6);
    for (let kept = 0; kept <= events.length; kept++) {
      const again = await importedAfter(events.slice(0, kept), file);
      expectSameStreams(streamsOf(again.events), streamsOf(events));
    }
  }, 60_000);

  it('takes the places of a measure in the order of the file', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `p${index}`);
    const crowd = [
      ...ground(7, ...ids),
      ...ids.map(offer),
      ...ids.map(id => untilAssigned(id)[1]!),
      ...ids.map(assign),
      ...ids.slice(0, 5).map(noShow),
      ...ids.slice(20, 40).map(id => ({ ...assign(id), key: `${id}-place-again` })),
    ];
    const file = writeLines(join(directory(), 'crowd.ndjson'), crowd);
    const { events } = await importedAfter([], file);
    const taken = events
      .filter(({ type }) => type === 'PlaceTaken')
      .map(({ data }) => data['participationId']);
    expect(taken).toEqual([...ids.slice(0, 7), ...ids.slice(20, 25)]);
  });
});
