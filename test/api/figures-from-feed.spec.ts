import { OwnedClock } from '../../src/clock.js';
import { InstanceKey } from '../../src/identity/instance-key.js';
import type { Principal } from '../../src/identity/principal.js';
import { assemble, type Assembled } from '../../src/serve.js';
import { madeIn, smallWish, type Made } from '../support/demo/small-year.js';
import { countedFrom, type Standing } from '../support/feed/provider-count.js';
import { dayIn, is, type ToldEvent } from '../support/feed/told-history.js';

const integrator: Principal = { subject: 'downstream', roles: ['integrator'] };
const lead: Principal = { subject: 'lead', roles: ['team-lead'], office: 'office-nord' };
const days = [
  '2025-10-31',
  '2025-12-15',
  '2026-02-09',
  '2026-03-09',
  '2026-04-30',
  '2026-05-11',
  '2026-07-14',
];

let made: Made;
let assembled: Assembled;
let key: InstanceKey;
let feed: readonly ToldEvent[];

async function get(by: Principal, url: string) {
  const authorization = `Bearer ${await key.sign(by, { expiresIn: 600 })}`;
  const answer = await assembled.app.inject({ method: 'GET', url, headers: { authorization } });
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.body}`);
  return answer;
}

async function wholeFeed(): Promise<readonly ToldEvent[]> {
  const events: ToldEvent[] = [];
  for (let url = '/v1/feed?limit=200'; ;) {
    const answer = await get(integrator, url);
    const batch = answer.json<ToldEvent[]>();
    if (!batch.length) return events;
    events.push(...batch);
    url = /<(.+)>/.exec(String(answer.headers['link']))![1]!;
  }
}

async function answered(providerId: string, day: string): Promise<Standing> {
  const { escalation, total } = (await get(lead, `/v1/providers/${providerId}/escalation?asOf=${day}`)).json<{
    escalation: Omit<Standing, 'surprises'>;
    total: { warned: number; surprise: Record<'reportedLate' | 'shortNotice' | 'withoutSign', number> };
  }>();
  const { level, overdueReports, lateReports, dropoutsReportedLate } = escalation;
  const { reportedLate, shortNotice, withoutSign } = total.surprise;
  const surprises = {
    'reported-late': reportedLate,
    'short-notice': shortNotice,
    'without-sign': withoutSign,
  };
  return {
    ...{ level, overdueReports, lateReports, dropoutsReportedLate },
    surprises: { warned: total.warned, ...surprises },
  };
}

beforeAll(async () => {
  made = await madeIn(smallWish);
  const clock = new OwnedClock(Date.UTC(2026, 6, 15, 8));
  assembled = await assemble(made.config, clock);
  key = await InstanceKey.open(made.config.dataDir, clock);
  feed = await wholeFeed();
}, 120_000);
afterAll(async () => {
  await assembled.app.close();
  await assembled.instance.close();
  await made.remove();
});

it('a provider stands as whoever reads the feed would count it by rules.md, on every day that is asked', async () => {
  const counted = countedFrom(feed, dayIn('2026-08-31'));
  const providers = feed.filter(e => is(e, 'ProviderRegistered')).map(({ subject }) => subject.slice(9));
  const levels = new Set<number>();
  for (const day of days)
    for (const providerId of providers) {
      const expected = counted(providerId, dayIn(day));
      expect({ day, providerId, ...(await answered(providerId, day)) }).toEqual({
        day,
        providerId,
        ...expected,
      });
      levels.add(expected.level);
    }
  // Else it would have shown little.
  expect(levels.size).toBeGreaterThan(2);
  expect(feed.every(e => !is(e, 'MeasureOffered') || e.data.state === 'NI')).toBe(true);
}, 60_000);
