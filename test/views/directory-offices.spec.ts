import { directory } from '../../src/views/directory/directory.projection.js';
import { DirectoryQuery } from '../../src/views/directory/directory.query.js';
import type { Region } from '../../src/rulebook/working-days.js';
import { Bench } from '../support/views/bench.js';
import { on } from '../support/views/told.js';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.close());

const register = (officeId: string, state: Region) =>
  bench.tell(`office-${officeId}`, on('2026-01-02', { type: 'OfficeRegistered', data: { state } }));

it('lists each registered office once, with its newest state, page by page', async () => {
  await register('o-2', 'NW');
  await register('o-1', 'BY');
  await register('o-2', 'HE');
  const offices = new DirectoryQuery((await bench.projected(directory)).queries());
  const first = await offices.offices(undefined, 1);
  expect(first.items).toEqual([{ officeId: 'o-1', state: 'BY' }]);
  const second = await offices.offices(first.next!, 1);
  expect(second.items).toEqual([{ officeId: 'o-2', state: 'HE' }]);
  expect(second.next ?? null).toBeNull();
});
