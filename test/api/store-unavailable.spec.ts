import { expectProblem } from '../support/http/expect-problem.js';
import { stage } from '../support/api/scene.js';
import { commands, get, started } from '../support/api/steps.js';

const { given, product } = stage();

it('a store that cannot be reached is told as such, and nothing is taken for done', async () => {
  const scene = await given(...started);
  const before = (await scene.history()).length;
  await product().instance.store.close();
  for (const step of [
    commands.RecordContact(),
    commands.RegisterClient({ clientId: undefined }),
    get('/v1/participations'),
    get('/v1/participations/:participationId/history'),
  ]) {
    const answer = await scene.does(step);
    const { detail } = expectProblem(answer, 503, 'store-unavailable');
    expect(detail).not.toMatch(/sqlite|database|closed/i);
    expect(answer.headers['retry-after']).toBe('5');
  }
  const ready = await product().send({ by: null, method: 'GET', url: '/health/ready' });
  expect([ready.statusCode, ready.json<{ ready: boolean }>().ready]).toEqual([503, false]);
  const live = await product().send({ by: null, method: 'GET', url: '/health/live' });
  expect(live.statusCode).toBe(200);
  await product().restart();
  expect(await scene.history()).toHaveLength(before);
  await scene.did(commands.RecordContact());
});
