import { randomUUID } from 'node:crypto';
import { ProviderCases } from '../../src/application/provider-case/provider-cases.js';
import type { NewEntry } from '../../src/event-codec/event-codec.js';
import type { ProviderCaseEvent } from '../../src/provider-case/events.js';
import { aDay, caseStream, notedInMeasure, whenPoliciesRan } from '../support/api/dispute.js';
import { stage, type Scene } from '../support/api/scene.js';
import { commands, demandedCase, foundCase, keyed, observedCase } from '../support/api/steps.js';

const { given, product } = stage();

/** What a crash leaves: it stands in the case, and the measure was not told. */
async function recordOnly(scene: Scene, event: ProviderCaseEvent): Promise<void> {
  const last = (await caseStream(scene)).at(-1)!;
  const { type: _, data: __, sensitive: ___, stream, revision: ____, position: _____, ...frame } = last;
  const command = { id: randomUUID(), digest: '' };
  const entry: NewEntry = { ...frame, ...event, id: randomUUID(), command };
  await product().instance.log.append(stream, 'any', [entry]);
}

const found: ProviderCaseEvent = {
  type: 'FindingEstablished',
  data: { category: 'D4', severity: 'grave', exculpatory: 'none-found' },
  sensitive: { finding: 'no talks' },
};
const lapses = async (scene: Scene) =>
  (await caseStream(scene)).filter(({ type }) => type === 'CureDeadlineLapsed');

describe('what was cut off between a case and its measure', () => {
  it('is noted and lifted by the system, once', async () => {
    const scene = await given(...observedCase);
    await recordOnly(scene, found);
    expect(await notedInMeasure(scene)).toEqual([]);
    for (let run = 0; run < 2; run++) await whenPoliciesRan(scene);
    expect(await notedInMeasure(scene)).toEqual(['DeficiencyNoted']);
    await recordOnly(scene, { type: 'ProviderCaseClosed', data: { result: 'contract-ended' } });
    await product().restart();
    for (let run = 0; run < 2; run++) await whenPoliciesRan(scene);
    expect(await notedInMeasure(scene)).toEqual(['DeficiencyNoted', 'DeficiencyLifted']);
  });

  it('is noted as the gravest that was found', async () => {
    const scene = await given(
      ...foundCase,
      commands.EstablishFinding({ severity: 'grave' }),
      commands.EstablishFinding(),
    );
    const measure = await product().stream(`measure-${scene.ids.measureId}`);
    const noted = measure.filter(({ type }) => type === 'DeficiencyNoted').map(({ data }) => data);
    expect(noted).toMatchObject([{ severity: 'considerable' }, { severity: 'grave' }]);
    await whenPoliciesRan(scene);
    expect(await notedInMeasure(scene)).toHaveLength(2);
  });
});

describe('a lapse', () => {
  it('is one, however many declare it at the same time', async () => {
    const scene = await given(...demandedCase);
    product().clock.advance(20 * aDay);
    const cases = product().app.get(ProviderCases, { strict: false });
    const all = Array.from({ length: 5 }, () => cases.declareLapse(scene.ids.caseId!, scene.ids.demandId!));
    await Promise.all([...all, whenPoliciesRan(scene)]);
    expect(await lapses(scene)).toHaveLength(1);
    expect(await cases.declareLapse(scene.ids.caseId!, 'no-demand')).toBe(false);
  });

  it('is found by the system at its moment, although the server was down', async () => {
    const scene = await given(...demandedCase);
    product().clock.advance(20 * aDay);
    await product().restart();
    await whenPoliciesRan(scene);
    const [lapse, ...more] = await lapses(scene);
    expect(more).toEqual([]);
    expect(lapse).toMatchObject({ actor: { role: 'system' }, source: 'system', channel: 'policy' });
    expect(lapse!.occurredAt).toBe((lapse!.data as { dueAt: string }).dueAt);
  });
});

it('a case is opened once under one key', async () => {
  const scene = await given(...observedCase.slice(0, -1));
  const open = keyed('key-of-a-case', commands.OpenProviderCase({ caseId: undefined }));
  const [first, second] = [await scene.did(open), await scene.did(open)];
  expect(second).toEqual(first);
});

it('a lapse is not declared on the word of a clock that runs ahead', async () => {
  const scene = await given(...demandedCase);
  // The inspector names the day; the machine believes that it is in the next year.
  const inspectedOn = scene.day();
  product().clock.part(300 * aDay);
  await scene.did(commands.Reinspect({ inspectedOn }));
  expect(await lapses(scene)).toEqual([]);
});
