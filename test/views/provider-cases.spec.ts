import type { NewEntry } from '../../src/event-codec/event-codec.js';
import { isAuditedCase } from '../../src/views/provider-cases/audited-cases.js';
import { providerCases } from '../../src/views/provider-cases/provider-cases.projection.js';
import {
  ProviderCasesQuery,
  type CaseFilter,
  type CaseScope,
} from '../../src/views/provider-cases/provider-cases.query.js';
import { Bench } from '../support/views/bench.js';
import {
  caseClosed,
  caseOpened,
  cureDemanded,
  cureLapsed,
  cureReported,
  foundThat,
  inJune,
  reinspection,
  statementInvited,
  wholeCase,
} from '../support/views/case-story.js';
import { at, on } from '../support/views/told.js';

const later = at('2026-07-01');

describe('provider cases', () => {
  let bench: Bench;
  beforeEach(async () => void (bench = await Bench.open()));
  afterEach(() => bench.close());

  const tell = (id: string, ...entries: NewEntry[]) => bench.tell(`provider-case-${id}`, ...entries);
  const query = async () => new ProviderCasesQuery((await bench.projected(providerCases)).queries());
  const ids = async (view: ProviderCasesQuery, scope: CaseScope, filter: CaseFilter = {}) =>
    (await view.list(scope, filter, later, undefined, 50)).items.map(({ caseId }) => caseId);

  it('are the office’s from the first, and the provider’s once they have reached it', async () => {
    await tell('a', caseOpened());
    await tell('b', caseOpened(), foundThat());
    await tell('c', caseOpened({ officeId: 'o-2', providerId: 'pr-2' }), statementInvited());
    const view = await query();
    expect(await ids(view, { officeId: 'o-1' })).toEqual(['a', 'b']);
    expect(await ids(view, { providerId: 'pr-1' })).toEqual(['b']);
    expect(await ids(view, { providerId: 'pr-2' })).toEqual(['c']);
    expect(await ids(view, {})).toEqual([]);
  });

  it('are filtered, in pages, in the order of their ids', async () => {
    await tell('a', caseOpened({ measureId: 'm-2' }));
    await tell('b', caseOpened({ providerId: 'pr-2' }), caseClosed('2026-06-02'));
    await tell('c', caseOpened());
    const view = await query();
    const office = { officeId: 'o-1' };
    expect(await ids(view, office, { measureId: 'm-2' })).toEqual(['a']);
    expect(await ids(view, office, { providerId: 'pr-2' })).toEqual(['b']);
    expect(await ids(view, office, { open: true })).toEqual(['a', 'c']);
    expect(await ids(view, office, { open: false })).toEqual(['b']);
    const first = await view.list(office, {}, later, undefined, 2);
    const second = await view.list(office, {}, later, first.next, 2);
    expect([first, second].map(({ items }) => items.length)).toEqual([2, 1]);
    expect(second.next).toBeUndefined();
  });

  it('tell how they stand', async () => {
    for (const [stream, entry] of wholeCase) await bench.tell(stream, entry);
    const [item] = (await (await query()).list({ officeId: 'o-1' }, {}, later, undefined, 1)).items;
    expect(item).toEqual({
      caseId: 'k-1',
      officeId: 'o-1',
      providerId: 'pr-1',
      measureId: 'm-1',
      phase: 'closed',
      category: 'D4',
      severity: 'considerable',
      observedOn: '2026-06-01',
      foundOn: '2026-06-02',
      demands: [
        {
          demandId: 'd-1',
          demandedAt: at('2026-06-03'),
          deadline: inJune,
          standing: 'lapsed',
          lapseDeclared: true,
          inTimeRecordedLater: false,
        },
      ],
      hearings: [{ invitedAt: at('2026-06-03'), deadline: inJune }],
      statements: [at('2026-06-10')],
      warnings: [at('2026-06-19')],
      closedOn: '2026-06-23',
      result: 'sanctioned',
    });
  });

  it('tell of a closed one how its demands stood when it was closed', async () => {
    await tell('a', caseOpened(), foundThat(), cureDemanded(), caseClosed('2026-06-10'));
    const [item] = (await (await query()).list({ officeId: 'o-1' }, {}, later, undefined, 1)).items;
    expect(item).toMatchObject({ phase: 'closed', demands: [{ standing: 'running', lapseDeclared: false }] });
  });

  describe('deadlines to be declared lapsed', () => {
    const before = [caseOpened(), foundThat(), cureDemanded()];
    it.each<[string, number, NewEntry[]]>([
      ['unmet', 1, []],
      ['declared', 0, [cureLapsed()]],
      ['reported in time and not looked at', 0, [cureReported('2026-06-11')]],
      [
        'reported in time and found not cured',
        1,
        [cureReported('2026-06-11'), reinspection('2026-06-18', 'partly')],
      ],
      ['reported late', 1, [cureReported('2026-06-19')]],
      ['found cured', 0, [reinspection('2026-06-19', 'cured')]],
      ['of a closed case', 0, [caseClosed('2026-06-10')]],
    ])('%s: %i', async (_, due, story) => {
      await tell('a', ...before, ...story);
      const view = await query();
      const lapse = { caseId: 'a', demandId: 'd-1', dueAt: inJune.endsAt };
      expect(await view.lapsed(later)).toEqual(due ? [lapse] : []);
    });

    it('are none before they end, and are awaited till then', async () => {
      await tell('a', ...before);
      const view = await query();
      expect(await view.lapsed(at('2026-06-17'))).toEqual([]);
      expect(await view.nextDeadline(at('2026-06-17'))).toBe(inJune.endsAt);
      expect(await view.nextDeadline(inJune.endsAt)).toBeUndefined();
    });

    it('are none where they were recorded only afterwards', async () => {
      await tell(
        'a',
        caseOpened(),
        foundThat(),
        cureDemanded('d-1', { recordedAt: at('2026-06-20'), channel: 'import' }),
      );
      expect(await (await query()).lapsed(later)).toEqual([]);
    });
  });

  it('that the measure does not know of, or knows of no longer rightly, are pointed out', async () => {
    const note = (caseId: string, severity: 'considerable' | 'grave') =>
      bench.tell(
        'measure-m-1',
        on('2026-06-02', { type: 'DeficiencyNoted', data: { caseId, category: 'D4', severity } }),
      );
    await tell('observed', caseOpened());
    await tell('unnoted', caseOpened(), foundThat());
    await tell('noted', caseOpened(), foundThat());
    await tell('graver', caseOpened(), foundThat(), foundThat('grave'), foundThat('minor'));
    await tell('closed', caseOpened(), foundThat(), caseClosed('2026-06-03'));
    await tell('lifted', caseOpened(), foundThat(), caseClosed('2026-06-03'));
    await tell('no-measure', caseOpened({ measureId: undefined }), foundThat());
    for (const caseId of ['noted', 'graver', 'closed', 'lifted']) await note(caseId, 'considerable');
    await bench.tell(
      'measure-m-1',
      on('2026-06-03', { type: 'DeficiencyLifted', data: { caseId: 'lifted' } }),
    );
    expect(await (await query()).notNoted()).toEqual(['closed', 'graver', 'unnoted']);
  });

  it('are audited by what the order names, in a list as one by one', async () => {
    await tell('a', caseOpened({ measureId: undefined }), caseClosed('2026-06-10'));
    await tell('b', caseOpened({ providerId: 'pr-2' }));
    await tell('c', caseOpened({ providerId: 'pr-2', measureId: 'm-2' }), caseClosed('2026-06-10'));
    const view = await query();
    const all = [
      { caseId: 'a', providerId: 'pr-1', openedOn: '2026-06-01', closedOn: '2026-06-10' },
      { caseId: 'b', providerId: 'pr-2', measureId: 'm-1', openedOn: '2026-06-01' },
      { caseId: 'c', providerId: 'pr-2', measureId: 'm-2', openedOn: '2026-06-01', closedOn: '2026-06-10' },
    ];
    const named = [
      { providers: ['pr-1'], measures: [] },
      { providers: [], measures: ['m-1', 'm-2'] },
      { providers: ['pr-2'], measures: ['m-1'] },
      { providers: ['pr-9'], measures: [] },
    ];
    const periods = [
      { from: '2026-01-01', to: '2026-05-31' },
      { from: '2026-01-01', to: '2026-06-01' },
      { from: '2026-06-10', to: '2026-12-31' },
      { from: '2026-06-11', to: '2026-12-31' },
    ];
    const seen = new Set<string>();
    for (const order of named.flatMap(what => periods.map(when => ({ ...what, ...when })))) {
      const expected = all.filter(one => isAuditedCase(order, one)).map(({ caseId }) => caseId);
      expect(await ids(view, { audit: order })).toEqual(expected);
      seen.add(expected.join());
    }
    expect([...seen].toSorted()).toEqual(['', 'a', 'b', 'b,c']);
  });
});
