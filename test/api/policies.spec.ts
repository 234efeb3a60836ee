import { Policies } from '../../src/policies/policies.js';
import type { PolicyStatus } from '../../src/http/operations/policy-operations.js';
import { expectProblem } from '../support/http/expect-problem.js';
import { stage, type Scene } from '../support/api/scene.js';
import { as, commands, consented, get, started } from '../support/api/steps.js';

const { given, product } = stage();

const minute = 60_000;
const day = 24 * 60 * minute;

const run = () => product().app.get(Policies, { strict: false }).run();
const overdue = async (scene: Scene) =>
  (await scene.history()).flatMap(({ type, data }) =>
    type === 'ReportOverdue' || type === 'ResponseOverdue' ? [(data as { rule: string }).rule] : [],
  );
const status = (scene: Scene) => scene.sees<PolicyStatus>(as('admin', get('/v1/operations/policies')));
const resume = (scene: Scene, body: unknown = { reason: 'the clock is right again' }) =>
  scene.does(() => ({
    by: scene.people.admin,
    method: 'POST',
    url: '/v1/operations/policy-resumptions',
    body,
  }));
const readiness = async () => {
  const answer = await product().send({ by: null, method: 'GET', url: '/health/ready' });
  const { checks } = answer.json<{ checks: { name: string; ready: boolean }[] }>();
  return [answer.statusCode, checks.find(({ name }) => name === 'policies')?.ready];
};

const assigned = () => given(...consented, commands.AssignPlace());

describe('duties that were not met', () => {
  it('are declared when their moment has come, and no sooner', async () => {
    const scene = await assigned();
    await run();
    expect(await overdue(scene)).toEqual([]);
    expect(await status(scene)).toMatchObject({ running: true, stopped: null, overdue: 0 });
    product().clock.advance(5 * day);
    expect((await status(scene)).overdue).toBeGreaterThan(0);
    await run();
    expect(await overdue(scene)).toEqual(['D-start']);
    expect(await status(scene)).toMatchObject({ overdue: 0 });
  });

  it('are declared before a server that was down takes its first command', async () => {
    const scene = await assigned();
    product().clock.advance(5 * day);
    await product().restart();
    expect(await overdue(scene)).toEqual(['D-start']);
    await scene.did(commands.ConfirmStart({ startedOn: scene.day(-5) }));
    await run();
    expect(await overdue(scene)).toEqual(['D-start']);
  });

  it('that were met meanwhile are not', async () => {
    const scene = await assigned();
    product().clock.advance(5 * day);
    await scene.did(commands.ConfirmStart({ startedOn: scene.day(-5) }));
    await run();
    expect(await overdue(scene)).toEqual([]);
  });

  it('say when it shows that they were met in time, to the provider too', async () => {
    const scene = await assigned();
    product().clock.advance(5 * day);
    await run();
    const [startedOn, learnedAt] = [scene.day(-5), scene.moment(-4 * 24 * 60)];
    await scene.did(as('adviser', commands.ConfirmStart({ startedOn, learnedAt, source: 'provider' })));
    const marked = [];
    for (const who of ['adviser', 'provider'] as const) {
      const { entries } = await scene.sees<{ entries: { type: string; marks: object; data: object }[] }>(
        as(who, get('/v1/participations/:participationId/history')),
      );
      marked.push(entries.filter(({ type }) => type === 'ReportOverdue').map(({ marks }) => marks));
    }
    expect(marked).toEqual([[{ inTimeRecordedLater: true }], [{ inTimeRecordedLater: true }]]);
  });
});

describe('clocks that part', () => {
  it('stop the policies until an operator resumes them, and nothing else', async () => {
    const scene = await assigned();
    expect(await readiness()).toEqual([200, true]);
    product().clock.part(5 * day);
    expect(await run()).toMatchObject({ done: 0, stopped: { because: 'clocks-parted' } });
    expect(await overdue(scene)).toEqual([]);
    expect(await readiness()).toEqual([503, false]);
    await scene.did(commands.RecordContact());
    expect(await status(scene)).toMatchObject({
      running: false,
      stopped: { because: 'clocks-parted', seconds: 5 * 86_400 },
      driftSeconds: 5 * 86_400,
    });

    await product().restart();
    expect(await readiness()).toEqual([503, false]);
    expect(await overdue(scene)).toEqual([]);

    const answer = await resume(scene);
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({
      running: true,
      stopped: null,
      driftSeconds: 0,
      lastResumption: { by: scene.people.admin.subject, reason: 'the clock is right again' },
    });
    expect(await readiness()).toEqual([200, true]);
    await run();
    expect(await overdue(scene)).toEqual(['D-start']);
    await product().restart();
    expect(await readiness()).toEqual([200, true]);
  });

  it('stop them also where the clock was put back while the server was down', async () => {
    const scene = await assigned();
    product().clock.part(-6 * minute);
    await product().restart();
    expect(await readiness()).toEqual([503, false]);
    expect(await status(scene)).toMatchObject({ stopped: { because: 'clock-behind-log', seconds: -360 } });
    await resume(scene);
    product().clock.part(6 * minute);
    await run();
    await resume(scene);
    expect(await readiness()).toEqual([200, true]);
  });

  it('leave who resumed them and why on record', async () => {
    const scene = await given(...started);
    product().clock.part(10 * minute);
    await run();
    await resume(scene, { reason: 'moved to another machine' });
    const lines = await product().instance.stops.after(0);
    expect(lines.at(-1)!.line).toEqual({
      resumed: {
        at: expect.any(String) as string,
        by: scene.people.admin.subject,
        reason: 'moved to another machine',
      },
    });
  });
});

describe('a resumption', () => {
  it('is refused where nothing stands still', async () => {
    expectProblem(await resume(await given()), 409, 'policies-running');
  });

  it.each([
    ['nothing', {}, 'reason'],
    ['blanks', { reason: '  ' }, 'reason'],
    ['more than it needs', { reason: 'so', by: 'me' }, 'by'],
  ])('with %s is refused', async (_, body, field) => {
    const answer = await resume(await given(), body);
    expectProblem(answer, 422, 'validation');
    const { errors } = answer.json<{ errors: { field: string }[] }>();
    expect(new Set(errors.map(one => one.field))).toEqual(new Set([field]));
  });

  it.each(['adviser', 'lead', 'auditor', 'integrator', 'dataProtection'] as const)(
    'is none of the %s',
    async who => {
      const scene = await given();
      const url = '/v1/operations/policy-resumptions';
      const answer = await scene.does(() => ({
        by: scene.people[who],
        method: 'POST',
        url,
        body: { reason: 'x' },
      }));
      expectProblem(answer, 403, 'forbidden');
    },
  );
});
