import { BadCursor } from '../../src/views/cursor.js';
import { directory } from '../../src/views/directory/directory.projection.js';
import { DirectoryQuery } from '../../src/views/directory/directory.query.js';
import { Bench } from '../support/views/bench.js';
import { measureAmended } from '../support/views/practice.js';
import {
  deputyAppointed,
  deputyEnded,
  handedOver,
  measureRegistered,
  on,
  providerRegistered,
  registered,
} from '../support/views/told.js';

describe('the directory', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await Bench.open();
  });
  afterEach(() => bench.close());

  const query = async (): Promise<DirectoryQuery> => {
    const store = await bench.projected(directory);
    return new DirectoryQuery(store.queries());
  };

  describe('of deputies', () => {
    const deputised = async (onDay: string, deputyId = 'a-2') =>
      (await (await query()).deputisedBy(deputyId, onDay)).map(
        ({ adviserId, officeId }) => `${adviserId} in ${officeId}`,
      );

    it('counts both days, and nobody else', async () => {
      await bench.tell(
        'office-o-1',
        on('2026-03-01', deputyAppointed('a-1', 'a-2', '2026-03-02', '2026-03-06')),
      );
      expect(await deputised('2026-03-01')).toEqual([]);
      expect(await deputised('2026-03-02')).toEqual(['a-1 in o-1']);
      expect(await deputised('2026-03-06')).toEqual(['a-1 in o-1']);
      expect(await deputised('2026-03-07')).toEqual([]);
      expect(await deputised('2026-03-03', 'a-1')).toEqual([]);
      expect(await deputised('2026-03-03', 'a-3')).toEqual([]);
    });

    it('names each adviser once an office, in order', async () => {
      await bench.tell(
        'office-o-1',
        on('2026-03-01', deputyAppointed('a-5', 'a-2', '2026-03-02', '2026-03-06')),
        on('2026-03-01', deputyAppointed('a-1', 'a-2', '2026-03-02', '2026-03-06')),
      );
      await bench.tell(
        'office-o-2',
        on('2026-03-01', deputyAppointed('a-1', 'a-2', '2026-03-03', '2026-03-04')),
      );
      expect(await deputised('2026-03-03')).toEqual(['a-1 in o-1', 'a-1 in o-2', 'a-5 in o-1']);
    });

    it('ends early, and begins again by a new appointment without reviving the old one', async () => {
      await bench.tell(
        'office-o-1',
        on('2026-01-01', deputyAppointed('a-1', 'a-2', '2026-01-01', '2026-12-31')),
        on('2026-01-31', deputyEnded('a-1', 'a-2', '2026-01-31')),
        on('2026-02-27', deputyAppointed('a-1', 'a-2', '2026-03-01', '2026-04-30')),
        on('2026-03-10', deputyEnded('a-1', 'a-2', '2026-03-20')),
        on('2026-03-11', deputyEnded('a-1', 'a-2', '2026-03-15')),
      );
      const days = [
        '2026-01-31',
        '2026-02-01',
        '2026-02-28',
        '2026-03-01',
        '2026-03-15',
        '2026-03-16',
        '2026-05-01',
      ];
      const asked = await query();
      const found = await Promise.all(days.map(async day => (await asked.deputisedBy('a-2', day)).length));
      expect(found).toEqual([1, 0, 0, 1, 1, 0, 0]);
    });

    it('ends with the one who is named, in the office that says so', async () => {
      await bench.tell(
        'office-o-1',
        on('2026-03-01', deputyAppointed('a-1', 'a-2', '2026-03-01', '2026-03-31')),
        on('2026-03-01', deputyAppointed('a-3', 'a-2', '2026-03-01', '2026-03-31')),
        on('2026-03-01', deputyAppointed('a-1', 'a-4', '2026-03-01', '2026-03-31')),
        on('2026-03-02', deputyEnded('a-3', 'a-2', '2026-03-02')),
      );
      await bench.tell('office-o-2', on('2026-03-02', deputyEnded('a-1', 'a-2', '2026-03-02')));
      expect(await deputised('2026-03-03')).toEqual(['a-1 in o-1']);
      expect(await deputised('2026-03-03', 'a-4')).toEqual(['a-1 in o-1']);
    });
  });

  describe('of clients', () => {
    beforeEach(async () => {
      await bench.tell('client-c-1', on('2026-03-01', registered('o-1', 'a-1')));
      await bench.tell('client-c-2', on('2026-03-01', registered('o-1', 'a-2')));
      await bench.tell('client-c-3', on('2026-03-01', registered('o-2', 'a-3')));
    });
    const ids = async (scope: Parameters<DirectoryQuery['clients']>[0]) =>
      (await (await query()).clients(scope, undefined, 9)).items.map(({ clientId }) => clientId);

    it('shows those of the reader only', async () => {
      expect(await ids({ advisers: ['a-1'] })).toEqual(['c-1']);
      expect(await ids({ advisers: ['a-1', 'a-3'] })).toEqual(['c-1', 'c-3']);
      expect(await ids({ officeId: 'o-1' })).toEqual(['c-1', 'c-2']);
      expect(await ids({})).toEqual([]);
      expect(await ids({ providerId: 'pr-1' })).toEqual([]);
    });

    it('follows a hand-over at once', async () => {
      await bench.tell('client-c-1', on('2026-03-02', handedOver('a-1', 'a-3')));
      expect(await ids({ advisers: ['a-1'] })).toEqual([]);
      const found = await (await query()).clients({ advisers: ['a-3'] }, undefined, 1);
      expect(found.items).toEqual([{ clientId: 'c-1', officeId: 'o-1', adviserId: 'a-3' }]);
      const rest = await (await query()).clients({ advisers: ['a-3'] }, found.next, 1);
      expect(rest).toEqual({ items: [{ clientId: 'c-3', officeId: 'o-2', adviserId: 'a-3' }] });
    });
  });

  it('lists providers and measures, in parts', async () => {
    await bench.tell('provider-pr-2', on('2026-01-01', providerRegistered('Zweite Chance')));
    await bench.tell('provider-pr-1', on('2026-01-01', providerRegistered('Kompass')));
    await bench.tell('measure-m-2', on('2026-01-02', measureRegistered({ providerId: 'pr-2' })));
    const paid = { legalBasis: 'sgb3-81', decidedBy: 'employment-agency', track: 'voucher' } as const;
    await bench.tell('measure-m-1', on('2026-01-02', measureRegistered(paid)));
    const asked = await query();
    const first = await asked.providers(undefined, 1);
    expect(first.items).toEqual([{ providerId: 'pr-1', name: 'Kompass' }]);
    expect(await asked.providers(first.next, 1)).toEqual({
      items: [{ providerId: 'pr-2', name: 'Zweite Chance' }],
    });
    expect((await asked.measures({ providerId: 'pr-1' }, undefined, 9)).items).toEqual([
      {
        measureId: 'm-1',
        providerId: 'pr-1',
        title: 'Aktiv',
        legalBasis: 'sgb3-81',
        decidedBy: 'employment-agency',
        track: 'voucher',
        runsFrom: '2026-01-01',
        runsTo: '2026-12-31',
      },
    ]);
    const measures = await asked.measures({}, undefined, 1);
    expect((await asked.measures({}, measures.next, 1)).items).toMatchObject([
      { measureId: 'm-2', decidedBy: null },
    ]);
    await expect(asked.measures({}, first.next, 1)).rejects.toThrow(BadCursor);
  });

  it('follows the contract of a measure as it is amended', async () => {
    await bench.tell('measure-m-1', on('2026-01-02', measureRegistered()));
    await bench.tell('measure-m-1', on('2026-02-02', measureAmended({ places: 3 })));
    expect((await (await query()).measures({}, undefined, 9)).items).toMatchObject([{ title: 'Aktiv' }]);
    await bench.tell('measure-m-1', on('2026-03-02', measureAmended({ title: 'Neu', runsTo: '2027-06-30' })));
    const { items } = await (await query()).measures({}, undefined, 9);
    expect(items).toMatchObject([{ title: 'Neu', runsFrom: '2026-01-01', runsTo: '2027-06-30' }]);
  });
});
