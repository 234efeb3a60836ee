import { commands } from '../../src/application/commands.js';
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
    expect(count('RegisterProvider')).toBe(14);
    expect(plan.stories.length).toBeGreaterThan(2_900);
    expect(plan.stories.length).toBeLessThan(3_300);
    // an assignment takes a place in the measure's stream too
    expect(plan.steps.length + count('AssignPlace')).toBeGreaterThan(100_000);
  });

  it('tells of every command there is', () => {
    expect(Object.keys(commands).filter(command => count(command) === 0)).toEqual([]);
  });

  it('has vouchers that are redeemed and some that never are, and no place assigned with one', () => {
    const issued = count('IssueVoucher');
    expect(count('RedeemVoucher')).toBeGreaterThan(issued * 0.5);
    expect(count('RedeemVoucher')).toBeLessThan(issued * 0.9);
    const redeemed = new Set(
      plan.steps
        .filter(({ command }) => command === 'RedeemVoucher')
        .map(({ fields }) => fields.participationId),
    );
    const assigned = plan.steps.filter(({ command }) => command === 'AssignPlace');
    expect(assigned.filter(({ fields }) => redeemed.has(fields.participationId))).toEqual([]);
  });

  it('joins crises of several participations by one incident, told by those who were there', () => {
    const incidents = Map.groupBy(
      plan.steps.filter(({ command, fields }) => command === 'OpenCrisis' && fields.incidentId !== undefined),
      ({ fields }) => fields.incidentId,
    );
    const sizes = [...incidents.values()].map(steps => new Set(steps.map(({ line }) => line)).size);
    expect(Math.max(...sizes)).toBeGreaterThan(10);
    expect(sizes.filter(size => size > 1).length).toBeGreaterThan(5);
  });

  it('talks before it offers: nobody is offered anything on whom no talk was recorded, but by override', () => {
    const talked = new Set<string>();
    const unasked = plan.steps.filter(({ command, fields, line }) => {
      if (command === 'RecordConsultation') talked.add(line);
      return command === 'OfferMeasure' && fields.overrideReason === undefined && !talked.has(line);
    });
    expect(unasked.length).toBeLessThan(count('OfferMeasure') * 0.1);
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
    const { participationId, adviserId, silent, honest } = showcaseOf(plan);
    const shown = plan.stories.find(({ id }) => id === participationId)!;
    expect([...shown.highlights]).toEqual(
      expect.arrayContaining(['crisis', 'dropout', 'told-after-the-end']),
    );
    expect(shown.client.adviserId).toBe(adviserId);
    expect([silent.id, honest.id]).toEqual(['sonnenfeld', 'lotsenhaus']);
  });
});
