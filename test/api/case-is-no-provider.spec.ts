import { stage } from '../support/api/scene.js';
import { commands, get, observedCase, offered } from '../support/api/steps.js';
import { expectRefusal } from '../support/api/expect-refusal.js';
import { expectProblem } from '../support/http/expect-problem.js';

const { given, product } = stage();

describe('the stream of a provider case, asked for as if it were a provider’s', () => {
  it('tells nothing, whoever asks', async () => {
    const scene = await given(...observedCase);
    const url = `/v1/providers/case-${scene.ids.caseId}/history`;
    for (const who of ['lead', 'adviser', 'foreignAdviser'] as const)
      expectProblem(await scene.does(get(url, who)), 404, 'unknown-provider');
    const pretending = { ...scene.people.provider, provider: `case-${scene.ids.caseId}` };
    expectProblem(await product().send({ by: pretending, method: 'GET', url }), 404, 'unknown-provider');
  });

  it('takes nothing, and is no provider to what names one', async () => {
    const scene = await given(...observedCase, ...offered.slice(2));
    const providerId = `case-${scene.ids.caseId}`;
    const visit = await product().send({
      by: scene.people.adviser,
      method: 'POST',
      url: `/v1/providers/${providerId}/visits`,
      body: { visitedOn: scene.day(-1), rolesPresent: [], announced: true, findings: 'none' },
    });
    expectProblem(visit, 404, 'unknown-provider');
    const measureId = `another-${scene.name}`;
    await expectRefusal(scene, commands.RegisterMeasure({ providerId, measureId }), 409, 'unknown-provider');
    const complaint = commands.RecordComplaint({ about: 'provider', measureId: undefined, providerId });
    await expectRefusal(scene, complaint, 409, 'unknown-provider');
    const another = { caseId: `another-${scene.name}`, providerId, measureId: undefined };
    await expectRefusal(scene, commands.OpenProviderCase(another), 409, 'unknown-provider');
  });
});
