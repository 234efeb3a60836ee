import { shippedRulebooks } from '../../src/application/rulebook-seeds.js';
import { wholeYear } from '../../src/demo/make-year.js';
import { makePlan, type Plan } from '../../src/demo/plan/plan.js';
import { showcaseOf } from '../../src/demo/showcase.js';
import { Rulebooks } from '../../src/rulebook/rulebook.js';

const rulebooks = new Rulebooks(shippedRulebooks());

describe('the whole year', () => {
  let plan: Plan;
  beforeAll(async () => {
    const { signal } = new AbortController();
    plan = await makePlan({ seed: 'teilhabe', today: '2026-11-23', rulebooks, ...wholeYear }, signal);
  }, 120_000);

  const count = (command: string) => plan.steps.filter(step => step.command === command).length;
  const startedAt = (provider: string) =>
    plan.stories.filter(
      ({ measure, phase }) =>
        measure.provider.id === provider && ['started', 'interrupted', 'ended'].includes(phase),
    ).length;

  it('is as large as promised', () => {
    expect(
      new Set(
        plan.steps
          .map(({ actor }) => actor)
          .filter(({ role }) => role === 'adviser')
          .map(({ id }) => id),
      ).size,
    ).toBe(40);
    expect(count('RegisterProvider')).toBe(12);
    expect(plan.stories.length).toBeGreaterThan(2_900);
    expect(plan.stories.length).toBeLessThan(3_300);
    // an assignment takes a place in the measure's stream too
    expect(plan.steps.length + count('AssignPlace')).toBeGreaterThan(100_000);
  });

  it('is told in the order of time, every step under its own id', () => {
    expect(plan.steps.every(({ at }, n) => n === 0 || at >= plan.steps[n - 1]!.at)).toBe(true);
    expect(new Set(plan.steps.map(({ commandId }) => commandId)).size).toBe(plan.steps.length);
  });

  it('never puts pressure on where the law forbids it', () => {
    const coaching = new Set(
      plan.stories.filter(({ measure }) => measure.offered.legalBasis === 'sgb2-16k').map(({ id }) => id),
    );
    expect(coaching.size).toBeGreaterThan(50);
    const pressure = plan.steps.filter(
      ({ command, fields }) => command === 'GiveNotice' || fields.basis === 'obligation',
    );
    expect(pressure.length).toBeGreaterThan(100);
    expect(pressure.filter(({ fields }) => coaching.has(String(fields.participationId)))).toEqual([]);
  });

  it('has one provider too small for rates, and every other large enough', () => {
    const sizes = new Map(
      plan.stories.map(({ measure: { provider } }) => [provider.id, startedAt(provider.id)]),
    );
    expect([...sizes].filter(([, started]) => started < 10).map(([id]) => id)).toEqual(['kastanienhof']);
    expect(sizes.get('kastanienhof')).toBeGreaterThan(0);
  });

  it('shows a participation in which much happened, and a provider that says little', () => {
    const { participationId, adviserId, providerId } = showcaseOf(plan);
    const shown = plan.stories.find(({ id }) => id === participationId)!;
    expect([...shown.highlights]).toEqual(
      expect.arrayContaining(['crisis', 'dropout', 'told-after-the-end']),
    );
    expect(shown.client.adviserId).toBe(adviserId);
    expect(['sonnenfeld', 'muehlbach']).toContain(providerId);
  });
});
