import { occupancy } from '../../src/views/occupancy/occupancy.projection.js';
import { OccupancyQuery } from '../../src/views/occupancy/occupancy.query.js';
import type { DomainEvent } from '../../src/event-codec/domain-event.js';
import { Bench } from '../support/views/bench.js';
import {
  assignmentsPaused,
  assignmentsResumed,
  measureAmended,
  voucherRedeemed,
  withVoucher,
} from '../support/views/practice.js';
import {
  annulled,
  assigned,
  at,
  begun,
  completed,
  consented,
  consentWithdrawn,
  interrupted,
  measureRegistered,
  offered,
  on,
  participationAnnulled,
  placeFreed,
  placeTaken,
  resumed,
} from '../support/views/told.js';

describe('occupancy', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await Bench.open();
    const small = { places: 5, minimumPlaces: 4, pricePerPlaceMonth: 45_050 };
    await bench.tell('measure-m-1', on('2026-01-01', measureRegistered(small)));
  });
  afterEach(() => bench.close());

  const query = async (): Promise<OccupancyQuery> => {
    const store = await bench.projected(occupancy);
    return new OccupancyQuery(store.queries());
  };
  const begin = async (participationId: string, day: string): Promise<void> => {
    await bench.tell('measure-m-1', on(day, placeTaken(participationId)));
    await bench.tell(`participation-${participationId}`, ...begun('c-1', day));
  };

  it('shows an empty measure with what its empty places cost', async () => {
    expect(await (await query()).one('m-1')).toEqual({
      measureId: 'm-1',
      providerId: 'pr-1',
      places: 5,
      minimumPlaces: 4,
      occupied: 0,
      free: 5,
      assigned: 0,
      started: 0,
      interrupted: 0,
      halfTaken: 0,
      exposure: 4 * 45_050,
      paused: false,
      pausedByCaseId: null,
    });
    expect(await (await query()).one('m-2')).toBeUndefined();
  });

  it('follows its participations through assignment, start, interruption and end', async () => {
    await begin('p-1', '2026-03-02');
    await begin('p-2', '2026-03-02');
    await bench.tell('measure-m-1', on('2026-03-03', placeTaken('p-3')));
    await bench.tell(
      'participation-p-3',
      on('2026-03-03', offered('c-3')),
      on('2026-03-03', consented()),
      on('2026-03-03', assigned('2026-04-01')),
    );
    await bench.tell('participation-p-2', on('2026-03-04', interrupted('2026-03-05')));
    const counts = { occupied: 3, free: 2, assigned: 1, started: 1, interrupted: 1, halfTaken: 0 };
    expect(await (await query()).one('m-1')).toMatchObject({ ...counts, exposure: 45_050 });

    await bench.tell('participation-p-2', on('2026-03-09', resumed('2026-03-09')));
    await bench.tell('participation-p-1', on('2026-03-10', completed('2026-03-10')));
    await bench.tell('measure-m-1', on('2026-03-10', placeFreed('p-1')));
    const later = { occupied: 2, free: 3, assigned: 1, started: 1, interrupted: 0, halfTaken: 0 };
    expect(await (await query()).one('m-1')).toMatchObject({ ...later, exposure: 2 * 45_050 });
    expect(await (await query()).halfTaken()).toEqual([]);
  });

  it('has no exposure once the minimum is reached', async () => {
    for (const id of ['p-1', 'p-2', 'p-3', 'p-4', 'p-5']) await begin(id, '2026-03-02');
    expect(await (await query()).one('m-1')).toMatchObject({ free: 0, started: 5, exposure: 0 });
  });

  it('finds places that stopped half-way: never recorded, or not freed at the end', async () => {
    await bench.tell('measure-m-1', on('2026-03-01', placeTaken('p-never')));
    await begin('p-ended', '2026-03-02');
    await bench.tell('participation-p-ended', on('2026-03-20', completed('2026-03-20')));
    await begin('p-back', '2026-03-03');
    await bench.tell('participation-p-back-2', on('2026-03-03', offered('c-2')));
    await bench.tell('measure-m-1', on('2026-03-04', placeTaken('p-withdrawn')));
    await bench.tell(
      'participation-p-withdrawn',
      on('2026-03-04', offered('c-4')),
      on('2026-03-04', consented()),
      on('2026-03-04', assigned('2026-04-01')),
      on('2026-03-05', consentWithdrawn()),
    );
    await begin('p-mistaken', '2026-03-06');
    await bench.tell('participation-p-mistaken', on('2026-03-07', participationAnnulled()));
    const asked = await query();
    expect(await asked.halfTaken()).toEqual([
      { measureId: 'm-1', participationId: 'p-never', since: at('2026-03-01') },
      { measureId: 'm-1', participationId: 'p-ended', since: at('2026-03-02') },
      { measureId: 'm-1', participationId: 'p-withdrawn', since: at('2026-03-04') },
      { measureId: 'm-1', participationId: 'p-mistaken', since: at('2026-03-06') },
    ]);
    expect(await asked.one('m-1')).toMatchObject({ occupied: 5, free: 0, started: 1, halfTaken: 4 });
  });

  it('follows the contract as it is amended', async () => {
    await begin('p-1', '2026-03-02');
    const contract = { places: 6, minimumPlaces: 5, pricePerPlaceMonth: 50_000 };
    await bench.tell('measure-m-1', on('2026-03-03', measureAmended(contract)));
    const now = { places: 6, minimumPlaces: 5, free: 5, exposure: 4 * 50_000 };
    expect(await (await query()).one('m-1')).toMatchObject(now);
    await bench.tell('measure-m-1', on('2026-03-04', measureAmended({ title: 'Another name' })));
    expect(await (await query()).one('m-1')).toMatchObject(now);
  });

  it('says whether assignments are paused, and by which case', async () => {
    const tell = async (event: DomainEvent) => {
      await bench.tell('measure-m-1', on('2026-03-03', event));
      return (await query()).one('m-1');
    };
    expect(await tell(assignmentsPaused('case-1'))).toMatchObject({ paused: true, pausedByCaseId: 'case-1' });
    expect(await tell(assignmentsResumed())).toMatchObject({ paused: false, pausedByCaseId: null });
    expect(await tell(assignmentsPaused())).toMatchObject({ paused: true, pausedByCaseId: null });
  });

  it('counts whoever redeemed a voucher as assigned', async () => {
    await bench.tell('participation-p-1', ...withVoucher('c-1', '2026-03-02'));
    expect(await (await query()).one('m-1')).toMatchObject({ assigned: 0, occupied: 0 });
    await bench.tell('measure-m-1', on('2026-03-03', placeTaken('p-1')));
    await bench.tell('participation-p-1', on('2026-03-03', voucherRedeemed('2026-03-03', '2026-03-09')));
    expect(await (await query()).one('m-1')).toMatchObject({ assigned: 1, occupied: 1, halfTaken: 0 });
  });

  it('goes back when the end is annulled', async () => {
    await begin('p-1', '2026-03-02');
    const [end] = await bench.tell('participation-p-1', on('2026-03-20', completed('2026-03-20')));
    expect(await (await query()).one('m-1')).toMatchObject({ started: 0, halfTaken: 1 });
    await bench.tell('participation-p-1', on('2026-03-21', annulled(end!)));
    expect(await (await query()).one('m-1')).toMatchObject({ started: 1, halfTaken: 0 });
  });

  it('lists measures, a provider its own', async () => {
    await bench.tell('measure-m-2', on('2026-01-01', measureRegistered({ providerId: 'pr-2' })));
    const asked = await query();
    const first = await asked.list({}, undefined, 1);
    expect(first.items).toMatchObject([{ measureId: 'm-1' }]);
    expect((await asked.list({}, first.next, 1)).items).toMatchObject([{ measureId: 'm-2' }]);
    expect((await asked.list({ providerId: 'pr-2' }, undefined, 9)).items).toMatchObject([
      { measureId: 'm-2' },
    ]);
  });
});
