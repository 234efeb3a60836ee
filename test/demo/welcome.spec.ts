import { OwnedClock } from '../../src/clock.js';
import { showcaseOf } from '../../src/demo/showcase.js';
import { invitationTo, welcome } from '../../src/demo/welcome.js';
import { assemble, type Assembled } from '../../src/serve.js';
import { madeIn, smallWish, type Made } from '../support/demo/small-year.js';

interface Told {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

describe('what the demo prints', () => {
  let made: Made;
  let served: Assembled;
  let commands: readonly Told[];

  beforeAll(async () => {
    made = await madeIn(smallWish);
    const { dataDir } = made.config;
    const clock = new OwnedClock(made.year!.plan.end);
    served = await assemble(made.config, clock);
    await served.app.getHttpAdapter().getInstance().ready();
    const shown = showcaseOf(made.year!.plan);
    const invitation = await invitationTo(shown, `${dataDir}/dossier.zip`, dataDir, clock);
    const text = welcome('http://127.0.0.1:3000', dataDir, invitation);
    commands = [...text.matchAll(/^curl -s 'http:\/\/127\.0\.0\.1:3000(\S+)'(.*)$/gm)].map(
      ([, url, rest]) => ({
        url: url!,
        headers: Object.fromEntries(
          [...rest!.matchAll(/-H '([^:]+): ([^']+)'/g)].map(([, name, value]) => [name!, value!]),
        ),
      }),
    );
  }, 120_000);
  afterAll(async () => {
    await served.app.close();
    await served.instance.close();
    await made.remove();
  });

  const asked = async (n: number) => {
    const answer = await served.app.inject({ method: 'GET', ...commands[n]! });
    expect(answer.statusCode).toBe(200);
    return answer.json<Record<string, unknown>>();
  };
  const level = async (n: number) =>
    ((await asked(n)) as { escalation: { level: number; because: string[]; openCases: string[] } })
      .escalation;

  it('is a command for each look', () => {
    expect(commands.map(({ url }) => url.split('?')[0]!.replace(/tn-\d+/, 'tn'))).toEqual([
      '/v1/attention',
      '/v1/timeline',
      '/v1/providers/sonnenfeld/escalation',
      '/v1/providers/lotsenhaus/escalation',
      '/v1/participations/tn/history',
      '/v1/provider-cases/tv-001',
      '/v1/provider-cases/tv-001',
      '/v1/providers/sonnenfeld/history',
      '/v1/feed',
      '/v1/access-log',
    ]);
  });

  it('shows an adviser what is due and the latest of the own clients', async () => {
    expect((await asked(0)).items).not.toHaveLength(0);
    expect((await asked(1)).items).toHaveLength(20);
  });

  it('shows a provider that stands out, for a case that is open', async () => {
    const escalation = await level(2);
    expect(escalation.level).toBe(4);
    expect(escalation.because).toEqual(expect.arrayContaining(['cure-lapsed', 'assignments-paused']));
    expect(escalation.openCases).toEqual(['tv-001']);
  });

  it('shows a provider that is rightly at 0', async () => {
    expect((await level(3)).level).toBe(0);
  });

  it('shows one history with a crisis and its end', async () => {
    const { entries } = (await asked(4)) as { entries: { type: string }[] };
    const types = entries.map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(['CrisisOpened', 'ParticipationDroppedOut']));
  });

  it('shows the case to the office, and to the provider less of it', async () => {
    const office = JSON.stringify(await asked(5));
    const provider = JSON.stringify(await asked(6));
    expect(office).toContain('Drei Fachkräfte');
    expect(provider).toContain('Nachbesserung'.toLowerCase());
    expect(provider).not.toContain('Drei Fachkräfte');
  });

  it('answers auditor, downstream system and data protection, who finds the reads of the case', async () => {
    await asked(7);
    expect(await asked(8)).toHaveLength(3);
    expect(((await asked(9)).items as unknown[]).length).toBeGreaterThanOrEqual(2);
  });
});
