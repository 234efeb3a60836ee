import { AccessLogUnavailable, type CaseRead, type ReadsOf } from '../../../src/access-log/access-log.js';
import { ChainBroken } from '../../../src/access-log/kept-reads.js';
import { verifyAccessLog } from '../../../src/access-log/verify.js';
import { accessLogUnderTest, type AccessLogHarness } from './harness.js';
import { someRead } from './some-read.js';

/** What every access log promises. To be called within a `describe`. */
export function accessLogContract<Place>(harness: AccessLogHarness<Place>): void {
  const { opened, openedForReading, closed } = accessLogUnderTest(harness);

  /** Another look at the log: what it sees is committed. */
  const verified = async () => verifyAccessLog(await openedForReading());

  it('has a read, whole, before it says so', async () => {
    const log = await opened();
    const read = someRead({ purpose: 'Prüfung nach § 9', caseIds: ['case-1'], aboutReader: 'lead-1' });
    await log.append(read);
    expect(await verified()).toMatchObject({ reads: 1, faults: [] });
    expect(await log.reads({}, { limit: 10 })).toEqual([{ id: '0000000000000001', ...read }]);
  });

  it('keeps every character as it was', async () => {
    const log = await opened();
    const purpose = '«Ä» 😀 \\ " \' $1 {a,"b"} NULL %s ? ²';
    const read = someRead({ purpose, clientIds: ['{}', 'NULL', '"', '\\', 'ä,b'] });
    await log.append(read);
    expect(await log.reads({ clientIds: ['\\'] }, { limit: 1 })).toEqual([
      { id: '0000000000000001', ...read },
    ]);
    expect(await verified()).toMatchObject({ reads: 1, faults: [] });
  });

  it('commits those that wait at the same time together', async () => {
    const log = await opened();
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => log.append(someRead({ clientIds: [`client-${n}`] }))),
    );
    expect(log.commits).toBe(1);
    expect(await verified()).toMatchObject({ reads: 50, faults: [] });
  });

  it('is written by several at once, in one chain', async () => {
    const logs = await Promise.all([opened(), opened(), opened()]);
    for (let round = 0; round < 5; round++) {
      await Promise.all(
        Array.from({ length: 21 }, (_, n) =>
          logs[n % 3]!.append(someRead({ clientIds: [`client-${round}-${n}`] })),
        ),
      );
    }
    expect(await verified()).toMatchObject({ reads: 105, faults: [] });
    const ids = (await logs[0]!.reads({}, { limit: 200 })).map(({ id }) => Number(id));
    expect(ids).toEqual(Array.from({ length: 105 }, (_, n) => 105 - n));
  });

  it('goes on after it was closed and opened again', async () => {
    await (await opened()).append(someRead());
    await closed();
    await (await opened()).append(someRead());
    expect(await verified()).toMatchObject({ reads: 2, faults: [] });
  });

  it('writes what waits before it closes, and nothing afterwards', async () => {
    const log = await opened();
    const waiting = log.append(someRead());
    await log.close();
    await waiting;
    expect((await verified()).reads).toBe(1);
    await expect(log.append(someRead())).rejects.toThrow(AccessLogUnavailable);
    await expect(log.reads({}, { limit: 1 })).rejects.toThrow(AccessLogUnavailable);
    await log.close();
  });

  it('is only read where it is there', async () => {
    await expect(openedForReading()).rejects.toThrow(AccessLogUnavailable);
    await (await opened()).append(someRead());
    const reading = await openedForReading();
    expect(await reading.reads({}, { limit: 9 })).toHaveLength(1);
  });

  it('shows all that it keeps, a page at a time, with what each is found by', async () => {
    const log = await opened();
    for (let n = 1; n <= 5; n++) await log.append(someRead({ caseIds: [`case-${n}`] }));
    const pages = [await log.kept(0, 2), await log.kept(2, 2), await log.kept(4, 2)];
    expect(pages.map(page => page.map(({ number }) => number))).toEqual([[1, 2], [3, 4], [5]]);
    expect(pages[1]![0]).toMatchObject({
      at: someRead().at,
      subject: 'adviser-7',
      ids: [
        ['case', 'case-3'],
        ['client', 'client-1'],
        ['participation', 'participation-1'],
      ],
    });
    expect(await log.strayIds()).toBe(0);
  });

  describe('taken over from another', () => {
    it('goes on as the other does, found by the same', async () => {
      const log = await opened();
      for (let n = 1; n <= 3; n++) await log.append(someRead({ caseIds: [`case-${n}`] }));
      const kept = await log.kept(0, 9);
      const place = await harness.fresh();
      const other = await harness.open(place);
      try {
        await other.takeOver(kept.slice(0, 2));
        await other.takeOver(kept.slice(2));
        expect(await other.kept(0, 9)).toEqual(kept);
        expect(await verifyAccessLog(other)).toEqual(await verified());
        await other.append(someRead());
        expect(await verifyAccessLog(other)).toMatchObject({ reads: 4, faults: [] });
      } finally {
        await other.close();
        await harness.remove(place);
      }
    });

    it('takes nothing that leaves out, repeats or changes a read', async () => {
      const log = await opened();
      for (let n = 1; n <= 3; n++) await log.append(someRead({ caseIds: [`case-${n}`] }));
      const [one, two, three] = await log.kept(0, 9);
      const forged = { ...two!, content: two!.content.replace('adviser-7', 'adviser-8') };
      const place = await harness.fresh();
      const other = await harness.open(place);
      try {
        for (const links of [[two!], [one!, three!], [one!, one!], [one!, forged]])
          await expect(other.takeOver(links)).rejects.toThrow(ChainBroken);
        expect(await other.kept(0, 9)).toEqual([]);
      } finally {
        await other.close();
        await harness.remove(place);
      }
    });
  });

  describe('reads are found', () => {
    const reads: readonly CaseRead[] = [
      someRead({ at: '2026-05-11T08:00:00.000Z' }),
      someRead({ at: '2026-05-12T08:00:00.000Z', participationIds: ['participation-1', 'participation-2'] }),
      someRead({
        at: '2026-05-13T08:00:00.000Z',
        reader: { subject: 'lead', role: 'team-lead', organisation: 'o' },
      }),
      someRead({
        at: '2026-05-14T08:00:00.000Z',
        participationIds: [],
        clientIds: [],
        caseIds: ['participation-1'],
      }),
    ];

    it.each<readonly [string, ReadsOf, readonly number[]]>([
      ['all, the newest first', {}, [4, 3, 2, 1]],
      ['by participation', { participationIds: ['participation-2'] }, [2]],
      [
        'by participation, not by a case of the same id',
        { participationIds: ['participation-1'] },
        [3, 2, 1],
      ],
      ['by case', { caseIds: ['participation-1'] }, [4]],
      [
        'by any of several ids',
        { participationIds: ['participation-2'], caseIds: ['participation-1'] },
        [4, 2],
      ],
      ['by reader', { reader: 'lead' }, [3]],
      ['by reader, to the letter', { reader: 'Lead' }, []],
      ['by client and reader', { clientIds: ['client-1'], reader: 'adviser-7' }, [2, 1]],
      ['from a moment on', { from: '2026-05-12T08:00:00.000Z' }, [4, 3, 2]],
      ['before a moment', { to: '2026-05-12T08:00:00.000Z' }, [1]],
      ['none where nobody is', { clientIds: ["' OR 1=1 --"] }, []],
    ])('%s', async (_, of, numbers) => {
      const log = await opened();
      for (const read of reads) await log.append(read);
      expect((await log.reads(of, { limit: 10 })).map(({ id }) => Number(id))).toEqual(numbers);
    });

    it('part by part', async () => {
      const log = await opened();
      for (const read of reads) await log.append(read);
      const first = await log.reads({}, { limit: 3 });
      const second = await log.reads({}, { limit: 3, before: first.at(-1)!.id });
      expect([...first, ...second].map(({ id }) => Number(id))).toEqual([4, 3, 2, 1]);
    });
  });
}
