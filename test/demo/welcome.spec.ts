import { OwnedClock } from '../../src/clock.js';
import { showcaseOf } from '../../src/demo/showcase.js';
import { tokenFor, welcome } from '../../src/demo/welcome.js';
import { assemble, type Assembled } from '../../src/serve.js';
import { madeIn, smallWish, type Made } from '../support/demo/small-year.js';

describe('what the demo prints', () => {
  let made: Made;
  let served: Assembled;
  let commands: readonly (readonly [url: string, authorization: string])[];

  beforeAll(async () => {
    made = await madeIn(smallWish);
    const { dataDir } = made.config;
    const clock = new OwnedClock(made.year!.plan.end);
    served = await assemble(made.config, clock);
    await served.app.getHttpAdapter().getInstance().ready();
    const shown = showcaseOf(made.year!.plan);
    const text = welcome('http://127.0.0.1:3000', dataDir, await tokenFor(shown, dataDir, clock), shown);
    commands = [...text.matchAll(/^curl -s '(\S+)' -H '(authorization): (Bearer \S+)'$/gm)].map(
      ([, url, , bearer]) => [url!.replace('http://127.0.0.1:3000', ''), bearer!],
    );
  }, 120_000);
  afterAll(async () => {
    await served.app.close();
    await served.instance.close();
    await made.remove();
  });

  const asked = async (n: number) => {
    const [url, authorization] = commands[n]!;
    const answer = await served.app.inject({ method: 'GET', url, headers: { authorization } });
    expect(answer.statusCode).toBe(200);
    return answer.json<Record<string, unknown>>();
  };

  it('is three commands', () => {
    expect(commands.map(([url]) => url.split('?')[0])).toEqual([
      '/v1/timeline',
      expect.stringMatching(/^\/v1\/providers\/[a-z-]+\/escalation$/),
      expect.stringMatching(/^\/v1\/participations\/tn-\d+\/history$/),
    ]);
  });

  it('shows an adviser the latest of the own clients', async () => {
    expect((await asked(0)).items).toHaveLength(20);
  });

  it('shows whom a provider lost', async () => {
    const { total } = (await asked(1)) as { total: { started: number; droppedOut: number } };
    expect(total.started).toBeGreaterThan(0);
    expect(total.droppedOut).toBeGreaterThan(0);
  });

  it('shows one history with a crisis and its end', async () => {
    const { entries } = (await asked(2)) as { entries: { type: string }[] };
    const types = entries.map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(['CrisisOpened', 'ParticipationDroppedOut']));
  });
});
