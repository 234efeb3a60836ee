import { verifyAccessLog } from '../../../src/access-log/verify.js';
import { accessLogUnderTest, type AccessLogHarness } from './harness.js';
import { someRead } from './some-read.js';

/** What every access log does about those who would change it. To be called within a `describe`. */
export function tamperingContract<Place>(
  harness: AccessLogHarness<Place>,
  furtherAttempts: readonly (readonly [string, string])[],
): void {
  const { opened, openedForReading, closed, execute } = accessLogUnderTest(harness);
  const { reads, readOf } = harness.tables;
  const verified = async (check?: Parameters<typeof verifyAccessLog>[1]) =>
    verifyAccessLog(await openedForReading(), check);

  beforeEach(async () => {
    const log = await opened();
    for (let n = 1; n <= 5; n++) await log.append(someRead({ participationIds: [`participation-${n}`] }));
    await closed();
  });

  describe('it lets nobody change', () => {
    it.each<readonly [string, string]>([
      ['a read', `UPDATE ${reads} SET subject = 'somebody'`],
      ['a read away', `DELETE FROM ${reads} WHERE number = 5`],
      [
        'a read into a gap',
        `INSERT INTO ${reads} SELECT number + 7, at, subject, content, hash FROM ${reads} WHERE number = 3`,
      ],
      [
        'a read before the first',
        `INSERT INTO ${reads} SELECT 0, at, subject, content, hash FROM ${reads} WHERE number = 3`,
      ],
      ['what a read is found by', `UPDATE ${readOf} SET id = 'nobody'`],
      ['what a read is found by away', `DELETE FROM ${readOf}`],
      ['what an old read is found by', `INSERT INTO ${readOf} VALUES ('client', 'another', 2)`],
      ['what no read is found by', `INSERT INTO ${readOf} VALUES ('client', 'another', 12)`],
      ...furtherAttempts,
    ])('%s', async (_, statement) => {
      await expect(execute(statement)).rejects.toThrow(/only grows/);
      expect(await verified()).toMatchObject({ reads: 5, faults: [] });
    });
  });

  const changed = (sql: string) => execute(`${harness.unguarded} ${sql}`);

  describe('who takes the guards away and changes it all the same is found out', () => {
    it.each([
      [
        'another reader',
        `UPDATE ${reads} SET content = replace(content, 'adviser-7', 'adviser-8') WHERE number = 3`,
        'read 3 was changed',
      ],
      [
        'another moment, only where it is found by',
        `UPDATE ${reads} SET at = '2020' WHERE number = 3`,
        'read 3 is found by',
      ],
      [
        'another subject, only where it is found by',
        `UPDATE ${reads} SET subject = 'x' WHERE number = 3`,
        'read 3 is found by',
      ],
      [
        'a read taken out',
        `DELETE FROM ${readOf} WHERE number = 3; DELETE FROM ${reads} WHERE number = 3`,
        'read 3 is missing',
      ],
      [
        'reads taken out',
        `DELETE FROM ${readOf} WHERE number < 4; DELETE FROM ${reads} WHERE number < 4`,
        'reads 1 to 3 are missing',
      ],
      [
        'a read taken out and the others moved up',
        `DELETE FROM ${reads} WHERE number = 3; UPDATE ${reads} SET number = number - 1 WHERE number = 4;
         UPDATE ${reads} SET number = number - 1 WHERE number = 5`,
        'read 3 was changed',
      ],
      [
        'a read hidden from who looks for a participation',
        `DELETE FROM ${readOf} WHERE id = 'participation-3'`,
        'read 3 is found by',
      ],
      [
        'a read shown to who looks for another',
        `INSERT INTO ${readOf} VALUES ('client', 'another', 2)`,
        'read 2 is found by',
      ],
      [
        'a read that nobody made',
        `INSERT INTO ${reads} SELECT 6, at, subject, content, hash FROM ${reads} WHERE number = 5`,
        'read 6 was changed',
      ],
      [
        'a read before the first',
        `INSERT INTO ${reads} SELECT 0, at, subject, content, hash FROM ${reads} WHERE number = 5`,
        'read 0 has no place in the order',
      ],
      [
        'ids of a read that is not there',
        `INSERT INTO ${readOf} VALUES ('client', 'x', 99)`,
        '1 ids belong to no read',
      ],
    ])('%s', async (_, change, told) => {
      await changed(change);
      expect((await verified()).faults.join('\n')).toContain(told);
    });

    it('all of it, or as much of it as was asked for', async () => {
      await changed(`UPDATE ${reads} SET subject = 'x'`);
      const faults = [1, 2, 3, 4, 5].map(n => `read ${n} is found by what is not written in it`);
      expect((await verified()).faults).toEqual(faults);
      expect((await verified({ most: 2 })).faults).toEqual(faults.slice(0, 2));
    });

    it('the end cut off, by whoever noted how far it went', async () => {
      const { faults: _, ...noted } = await verified();
      await changed(`DELETE FROM ${readOf} WHERE number = 5; DELETE FROM ${reads} WHERE number = 5`);
      expect((await verified()).faults).toEqual([]);
      expect((await verified({ noted })).faults).toEqual([
        'the log no longer has the 5 reads that were noted',
      ]);
    });

    it('and nobody else is accused: a noted head is still in a log that has grown', async () => {
      const { faults: _, ...noted } = await verified();
      await (await opened()).append(someRead());
      expect(await verified({ noted })).toMatchObject({ reads: 6, faults: [] });
    });
  });
}
