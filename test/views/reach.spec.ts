import type { DomainEvent } from '../../src/event-codec/domain-event.js';
import { reach } from '../../src/views/reach/reach.projection.js';
import { type ReachRequest, ReachQuery } from '../../src/views/reach/reach.query.js';
import { Bench } from '../support/views/bench.js';
import { redeemed, withVoucher } from '../support/views/practice.js';
import {
  annulled,
  assigned,
  begun,
  completed,
  consented,
  consentWithdrawn,
  corrected,
  declined,
  deferred,
  droppedOut,
  handedOver,
  mandate,
  noShow,
  offered,
  on,
  participationAnnulled,
  registered,
  started,
  withdrawn,
} from '../support/views/told.js';

describe('reach', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await Bench.open();
  });
  afterEach(() => bench.close());

  const asked = async (request: Partial<ReachRequest> = {}) => {
    const store = await bench.projected(reach);
    return new ReachQuery(store.queries()).reach({ officeId: 'o-1', asOf: '2026-12-31', ...request });
  };
  const client = (n: number, day: string, ...mandates: readonly DomainEvent[]) =>
    bench.tell(
      `client-c-${n}`,
      on(day, registered('o-1', 'a-1')),
      ...mandates.map(clarified => on(day, clarified)),
    );
  const others = async (from: number, to: number): Promise<void> => {
    for (let n = from; n < to; n++) await client(n, '2026-01-15', mandate());
  };
  const nothing = { offered: 0, consented: 0, started: 0, completed: 0, deferred: [], losses: [] };

  it('says nothing about fewer than ten clients but how many they are', async () => {
    await others(0, 9);
    expect(await asked()).toEqual({
      officeId: 'o-1',
      from: null,
      to: null,
      asOf: '2026-12-31',
      n: 9,
      figures: null,
      suppressed: 'n-below-10',
    });
    await others(9, 10);
    expect(await asked()).toMatchObject({ n: 10, suppressed: null, figures: nothing });
    expect(await asked({ officeId: 'o-2' })).toMatchObject({ n: 0, figures: null });
  });

  it('counts clients by their latest mandate, not by the adviser', async () => {
    await others(0, 7);
    await client(7, '2026-01-15', mandate('given'), mandate('withheld'));
    await client(8, '2026-01-15', mandate('benefits-only'));
    await client(9, '2026-01-15');
    await bench.tell('client-c-1', on('2026-02-01', handedOver('a-1', 'a-2')));
    expect((await asked()).figures?.mandate).toEqual({
      given: 7,
      withheld: 1,
      benefitsOnly: 1,
      notClarified: 1,
    });
    expect((await asked({ asOf: '2026-01-14' })).n).toBe(0);
  });

  it('takes the clients whose latest mandate falls into the period', async () => {
    await others(0, 10);
    await client(10, '2026-02-10', mandate());
    await client(11, '2026-02-11');
    await bench.tell('client-c-0', on('2026-02-12', mandate('withheld')));
    expect(await asked({ to: '2026-01-15' })).toMatchObject({ n: 9, figures: null });
    expect(await asked({ from: '2026-01-16' })).toMatchObject({ n: 3 });
    expect(await asked({ from: '2026-02-11', to: '2026-02-11' })).toMatchObject({ n: 1 });
    expect(await asked({ to: '2026-01-15', asOf: '2026-02-11' })).toMatchObject({ n: 10, figures: nothing });
  });

  it('counts clients once however often they came so far, and every loss with its reason', async () => {
    await others(0, 12);
    await bench.tell(
      'participation-p-0',
      ...begun('c-0', '2026-02-02'),
      on('2026-03-31', completed('2026-03-31')),
    );
    await bench.tell('participation-p-1', ...begun('c-0', '2026-04-02'));
    await bench.tell(
      'participation-p-2',
      on('2026-02-02', offered('c-1')),
      on('2026-02-03', declined('childcare')),
    );
    await bench.tell(
      'participation-p-3',
      on('2026-02-02', offered('c-2')),
      on('2026-02-03', declined('childcare')),
    );
    await bench.tell('participation-p-4', on('2026-02-02', offered('c-3')), on('2026-02-03', withdrawn()));
    await bench.tell(
      'participation-p-5',
      on('2026-02-02', offered('c-4')),
      on('2026-02-03', consented()),
      on('2026-02-04', consentWithdrawn()),
    );
    await bench.tell(
      'participation-p-6',
      on('2026-02-02', offered('c-5')),
      on('2026-02-03', consented()),
      on('2026-02-03', assigned('2026-03-01')),
      on('2026-03-01', noShow('took-up-work')),
    );
    await bench.tell(
      'participation-p-7',
      ...begun('c-6', '2026-02-02'),
      on('2026-03-01', droppedOut('2026-03-01')),
    );
    await bench.tell(
      'participation-p-8',
      ...begun('c-7', '2026-02-02'),
      on('2026-03-01', droppedOut('2026-03-01', 'moved')),
    );
    await bench.tell(
      'participation-p-9',
      on('2026-02-02', offered('c-8')),
      on('2026-02-03', deferred('2026-09-01')),
    );
    await bench.tell(
      'participation-p-10',
      ...begun('c-9', '2026-02-02'),
      on('2026-02-09', consentWithdrawn()),
    );
    expect((await asked()).figures).toEqual({
      mandate: { given: 12, withheld: 0, benefitsOnly: 0, notClarified: 0 },
      offered: 10,
      consented: 6,
      started: 4,
      completed: 1,
      deferred: [{ reason: 'time-not-ripe', participations: 1 }],
      losses: [
        { at: 'declined', reason: 'childcare', neutral: null, participations: 2 },
        { at: 'withdrawn', reason: 'does-not-fit', neutral: null, participations: 1 },
        { at: 'consent-withdrawn', reason: null, neutral: null, participations: 1 },
        { at: 'not-started', reason: 'took-up-work', neutral: null, participations: 1 },
        { at: 'dropped-out', reason: 'moved', neutral: true, participations: 1 },
        { at: 'dropped-out', reason: 'overload', neutral: false, participations: 1 },
      ],
    });
  });

  it('counts vouchers like places, and where they are lost', async () => {
    await others(1, 11);
    await bench.tell('participation-p-1', ...redeemed('c-1', '2026-02-02', '2026-02-09'));
    await bench.tell('participation-p-1', on('2026-02-09', started('2026-02-09')));
    await bench.tell('participation-p-2', ...withVoucher('c-2', '2026-02-02'));
    await bench.tell('participation-p-2', on('2026-02-09', declined('does-not-fit')));
    await bench.tell('participation-p-3', ...redeemed('c-3', '2026-02-02', '2026-02-09'));
    await bench.tell('participation-p-3', on('2026-02-05', consentWithdrawn()));
    const { figures } = await asked();
    expect(figures).toMatchObject({ offered: 3, consented: 3, started: 1, completed: 0 });
    expect(figures!.losses.map(({ at, reason }) => [at, reason])).toEqual([
      ['declined', 'does-not-fit'],
      ['consent-withdrawn', null],
    ]);
  });

  it('answers for a past day', async () => {
    await others(0, 10);
    await bench.tell(
      'participation-p-0',
      on('2026-02-02', offered('c-0')),
      on('2026-02-03', deferred('2026-03-01')),
      on('2026-03-01', declined()),
    );
    await bench.tell(
      'participation-p-1',
      ...begun('c-1', '2026-02-02'),
      on('2026-05-04', completed('2026-04-30')),
    );
    const figures = async (asOf: string) => (await asked({ asOf })).figures;
    expect(await figures('2026-02-01')).toMatchObject(nothing);
    expect(await figures('2026-02-28')).toMatchObject({
      offered: 2,
      completed: 0,
      deferred: [{ reason: 'time-not-ripe', participations: 1 }],
      losses: [],
    });
    expect(await figures('2026-04-30')).toMatchObject({
      completed: 1,
      deferred: [],
      losses: [{ at: 'declined' }],
    });
  });

  it('takes corrections and annulments into account', async () => {
    await others(0, 10);
    await bench.tell('participation-p-0', on('2026-02-02', offered('c-0')));
    const [no] = await bench.tell('participation-p-0', on('2026-02-03', declined('refuses')));
    await bench.tell('participation-p-0', on('2026-02-04', corrected(no!, 'reason', 'childcare')));
    await bench.tell(
      'participation-p-1',
      ...begun('c-1', '2026-02-02'),
      on('2026-02-03', participationAnnulled()),
    );
    await bench.tell('participation-p-2', on('2026-02-02', offered('c-2')));
    const [consent] = await bench.tell('participation-p-2', on('2026-02-03', consented()));
    await bench.tell('participation-p-2', on('2026-02-04', annulled(consent!)));
    expect((await asked()).figures).toMatchObject({
      offered: 2,
      consented: 0,
      started: 0,
      losses: [{ at: 'declined', reason: 'childcare', participations: 1 }],
    });
  });
});
