import { OwnedClock } from '../../src/clock.js';
import { epochOf } from '../../src/terms/times.js';
import { dutiesView } from '../../src/views/duties/duties.projection.js';
import { DutiesQuery, type DueDuty } from '../../src/views/duties/duties.query.js';
import type { DutyTables } from '../../src/views/duties/duties.table.js';
import { byProvider, rulebooks, Told } from '../support/told-participation.js';
import { declarations, server, write } from '../support/policies/server.js';
import { Bench } from '../support/views/bench.js';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.close());

const query = async () => {
  const store = await bench.projected(dutiesView(rulebooks));
  return new DutiesQuery(store.queries<DutyTables>());
};
const assigned = (id: string, startsOn: string) =>
  new Told(id).offered('2026-03-01').consented('2026-03-01').assigned('2026-03-01', startsOn);
const later = '2026-04-01T00:00:00.000Z';

describe('the duties that are to be declared', () => {
  it('are those that are due, by when, then by participation, page by page', async () => {
    await write(bench, assigned('t-3', '2026-03-09'));
    await write(bench, assigned('t-1', '2026-03-09'));
    await write(bench, assigned('t-2', '2026-03-02'));
    await write(bench, assigned('t-4', '2026-03-30'));
    const duties = await query();
    const seen: string[] = [];
    let after: DueDuty | undefined;
    do {
      const [one] = await duties.due(later, after, 1);
      after = one;
      if (one) seen.push(one.participationId);
    } while (after);
    expect(seen).toEqual(['t-2', 't-1', 't-3']);
    expect(await duties.waiting(later)).toBe(3);
    expect(await duties.next(later)).toBe('2026-04-02T22:00:00.000Z');
    expect(await duties.next('2026-05-01T00:00:00.000Z')).toBeUndefined();
  });

  it('are neither met, nor declared, nor exempt', async () => {
    const met = assigned('t-1', '2026-03-09').tell(
      { type: 'ReportNoShow', reason: 'unreachable' },
      '2026-03-20',
      byProvider,
    );
    await write(bench, met);
    await write(bench, assigned('t-2', '2026-03-09'), {
      channel: 'import',
      recordedAt: '2026-03-30T00:00:00.000Z',
    });
    await write(
      bench,
      assigned('t-3', '2026-03-09').tell(
        { type: 'AnnulParticipation', kind: 'mistake', reason: 'x' },
        '2026-03-20',
      ),
    );
    expect(await (await query()).due(later, undefined, 10)).toEqual([]);
  });

  it('are rows of what stands in the log alone, however it came there', async () => {
    const told = new Told('t-1').started('2026-03-02').crisis('2026-03-05', 'c-1', 3);
    await write(bench, told);
    const clock = new OwnedClock(epochOf('2026-08-01T12:00:00.000Z'));
    await (await server(bench, clock, 'one')).run();
    expect(await declarations(bench)).not.toEqual([]);
    const views = [dutiesView(rulebooks)];
    const rows = [];
    for (const batch of [1, 3, 1000]) {
      const store = await bench.views(`${batch}.sqlite`);
      await bench.projector(store, views, { batch }).rebuild();
      rows.push(await bench.rows(store, views));
    }
    expect(new Set(rows).size).toBe(1);
  });
});
