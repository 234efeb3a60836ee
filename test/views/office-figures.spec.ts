import type { NewEntry } from '../../src/event-codec/event-codec.js';
import { directory } from '../../src/views/directory/directory.projection.js';
import { officeFigures } from '../../src/views/office-figures/office-figures.projection.js';
import { OfficeFiguresQuery } from '../../src/views/office-figures/office-figures.query.js';
import { rulebooks, Told } from '../support/told-participation.js';
import { Bench } from '../support/views/bench.js';
import { on, registered } from '../support/views/told.js';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open();
  await bench.tell('client-c-1', on('2026-01-01', registered('o-1', 'a-1')));
  await bench.tell('client-c-2', on('2026-01-01', registered('o-2', 'a-2')));
});
afterEach(() => bench.close());

const tell = async (...all: readonly Told[]) => {
  for (const { stream, history } of all) await bench.tell(stream, ...(history as readonly NewEntry[]));
};
const asked = async () =>
  new OfficeFiguresQuery((await bench.projected(directory, officeFigures(rulebooks))).queries());

/** Ten crises of severity 3 on a Friday at noon, due by Tuesday; the n-th answered after n hours, the last never. */
function crises(id: string, clientId: string, count = 10): Told {
  const told = new Told(id, { clientId }).started('2026-03-02');
  for (let n = 1; n <= count; n++) told.crisis('2026-03-06T12:00:00.000Z', `c-${n}`, 3);
  for (let n = 1; n < count; n++) {
    const at = new Date(Date.parse('2026-03-06T12:00:00.000Z') + n * 12 * 3_600_000).toISOString();
    told.tell({ type: 'RecordIntervention', crisisId: `c-${n}`, byRole: 'adviser', kind: 'talk' }, at);
  }
  return told;
}

describe('the figures of an office', () => {
  it('tell how it responded to crises, what was late and what is unanswered', async () => {
    await tell(crises('t-1', 'c-1', 12));
    const { crises: told, contacts } = await (await asked()).figures('o-1', '2026-03-31');
    // due on Tuesday 24:00, which is 107 hours after; answers came every 12 hours
    const all = { n: 12, medianHours: 72, overdue: 4, unanswered: 1 };
    expect(told).toEqual({
      ...all,
      bySeverity: [
        { severity: 4, n: 0, medianHours: null, overdue: null, unanswered: null },
        { severity: 3, ...all },
        { severity: 2, n: 0, medianHours: null, overdue: null, unanswered: null },
      ],
    });
    expect(contacts).toEqual({ n: 1, medianHours: null, overdue: null, unanswered: null });
  });

  it('say nothing but n below ten', async () => {
    await tell(crises('t-1', 'c-1', 9));
    expect((await (await asked()).figures('o-1', '2026-03-31')).crises).toMatchObject({
      n: 9,
      medianHours: null,
      overdue: null,
      unanswered: null,
    });
  });

  it('count its own clients only, and what it learned in the time asked for', async () => {
    await tell(crises('t-1', 'c-1', 12), crises('t-2', 'c-2', 12));
    const figures = await asked();
    expect((await figures.figures('o-2', '2026-03-31')).crises.n).toBe(12);
    expect((await figures.figures('o-1', '2026-03-05')).crises.n).toBe(0);
    expect((await figures.figures('o-1', '2026-03-31', '2026-03-07')).crises.n).toBe(0);
    expect((await figures.figures('o-3', '2026-03-31')).crises.n).toBe(0);
  });

  it('are of the day that is asked for', async () => {
    await tell(crises('t-1', 'c-1', 12));
    const { crises: told } = await (await asked()).figures('o-1', '2026-03-10');
    expect(told).toMatchObject({ n: 12, overdue: 4, unanswered: 4 });
  });

  it('leave out what was due before it was imported', async () => {
    const imported = crises('t-1', 'c-1', 12).history.map(event => ({
      ...event,
      channel: 'import' as const,
      recordedAt: '2026-07-01T08:00:00.000Z',
    }));
    await bench.tell('participation-t-1', ...(imported as readonly NewEntry[]));
    expect((await (await asked()).figures('o-1', '2026-07-31')).crises.n).toBe(0);
  });
});
