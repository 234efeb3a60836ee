import type { DomainEvent } from '../../src/event-codec/domain-event.js';
import type { NewEntry } from '../../src/event-codec/event-codec.js';
import { attention } from '../../src/views/attention/attention.projection.js';
import { directory } from '../../src/views/directory/directory.projection.js';
import { providerEscalation } from '../../src/views/provider-escalation/provider-escalation.projection.js';
import { ProviderEscalationQuery } from '../../src/views/provider-escalation/provider-escalation.query.js';
import { addDays, endOfDay, type Day } from '../../src/terms/times.js';
import { byProvider, rulebooks, Told } from '../support/told-participation.js';
import { Bench } from '../support/views/bench.js';
import { redeemed, voucherIssued, voucherRedeemed } from '../support/views/practice.js';
import {
  byProvider as bySecond,
  consented,
  consentWithdrawn,
  on,
  registered,
  started,
} from '../support/views/told.js';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open();
  await bench.tell('client-client-1', on('2026-01-01', registered('o-1', 'a-1')));
});
afterEach(() => bench.close());

const tell = async (...all: readonly Told[]) => {
  for (const { stream, history } of all) await bench.tell(stream, ...(history as readonly NewEntry[]));
};
const asked = async () =>
  new ProviderEscalationQuery((await bench.projected(directory, providerEscalation(rulebooks))).queries());
const escalation = async (asOf: Day, providerId = 'provider-1') =>
  (await (await asked()).figures({ providerId, asOf })).escalation!;

/** A participation that starts on a Monday and of which every working day until a Friday is told at its end. */
function honest(id: string, weeks: number, startedOn: Day = '2026-03-02'): Told {
  const told = new Told(id).started(startedOn);
  for (let week = 0; week < weeks; week++) {
    const monday = addDays(startedOn, 7 * week);
    const days = [0, 1, 2, 3, 4].map(n => [addDays(monday, n), 'present'] as const);
    told.attended(addDays(monday, 4), Object.fromEntries(days));
  }
  return told;
}

describe('the level of a provider', () => {
  it('is 0 for one that reports honestly and early, whatever happens to its participants', async () => {
    const all = ['a', 'b', 'c', 'd'].map(id =>
      honest(id, 4)
        .crisis('2026-03-09', `of-${id}`, 4)
        .tell({ type: 'ProposeDropout', reason: 'overload' }, '2026-03-20', byProvider)
        .droppedOut('2026-03-30', '2026-03-27', 'overload'),
    );
    await tell(...all);
    for (const day of ['2026-03-10', '2026-03-31', '2026-04-30', '2026-06-01'])
      expect(await escalation(day)).toMatchObject({ level: 0, because: [] });
  });

  it('rises when a start is not confirmed in time, from the day on, and for what came late', async () => {
    const told = new Told('a')
      .offered('2026-03-02')
      .consented('2026-03-02')
      .assigned('2026-03-02', '2026-03-09');
    told.tell({ type: 'ConfirmStart', startedOn: '2026-03-09' }, '2026-03-09', {
      ...byProvider,
      learned: '2026-03-17',
    });
    await tell(told);
    expect(await escalation('2026-03-11')).toMatchObject({ level: 0, overdueReports: 0 });
    expect(await escalation('2026-03-12')).toMatchObject({ level: 1, because: ['report-overdue'] });
    expect(await escalation('2026-03-16')).toMatchObject({ level: 1, overdueReports: 1, lateReports: 1 });
    expect(await escalation('2026-03-17')).toMatchObject({ level: 0, overdueReports: 0, lateReports: 1 });
  });

  it('is 2 after three late reports within 90 days, of whatever kind', async () => {
    const late = (id: string) =>
      honest(id, 6)
        .crisis('2026-03-10', `of-${id}`, 3, { learned: '2026-03-20', written: '2026-04-10' })
        .droppedOut('2026-04-10', '2026-04-10', 'moved');
    await tell(late('a'), late('b'));
    expect(await escalation('2026-03-20')).toMatchObject({ level: 0, lateReports: 2 });
    await tell(late('c'));
    expect(await escalation('2026-03-20')).toMatchObject({ level: 2, because: ['reports-overdue'] });
    // due by 11 March
    expect(await escalation(addDays('2026-03-11', 89))).toMatchObject({ lateReports: 3 });
    expect(await escalation(addDays('2026-03-11', 90))).toMatchObject({ lateReports: 0 });
  });

  it('is 2 after two dropouts that it reported late', async () => {
    const silent = (id: string) =>
      honest(id, 4)
        .crisis('2026-03-16', `of-${id}`, 3, { knew: '2026-03-16', learned: '2026-03-27' })
        .droppedOut('2026-03-30', '2026-03-27', 'overload');
    await tell(silent('a'), silent('b'));
    expect((await escalation('2026-03-31')).because).toEqual(['dropouts-reported-late']);
    expect(await escalation(addDays('2026-03-27', 90))).toMatchObject({ dropoutsReportedLate: 0 });
  });

  it('leaves out what was due before it was imported', async () => {
    const told = honest('a', 1).crisis('2026-03-03', 'c', 4, { learned: '2026-03-30' });
    const imported = told.history.map(event => ({
      ...event,
      channel: 'import' as const,
      recordedAt: '2026-07-01T08:00:00.000Z',
    }));
    await bench.tell(told.stream, ...(imported as readonly NewEntry[]));
    expect(await escalation('2026-06-01')).toMatchObject({ level: 0, lateReports: 0 });
    // of June the attendance was still to come
    expect(await escalation('2026-07-10')).toMatchObject({ level: 1, overdueReports: 1 });
  });
});

describe('a case', () => {
  const step = (day: Day, event: DomainEvent) =>
    bench.tell('provider-case-c-1', on(day, event, { providerId: 'provider-1', measureId: 'measure-1' }));
  const demand = (demandId: string): DomainEvent => ({
    type: 'CureDemanded',
    data: {
      demandId,
      proofOfDelivery: 'registered-letter',
      deadline: { from: '2026-03-06', days: 14, region: 'BUND', endsAt: endOfDay('2026-03-20') },
    },
  });

  beforeEach(async () => {
    await step('2026-03-02', {
      type: 'DeficiencyObserved',
      data: {
        officeId: 'o-1',
        providerId: 'provider-1',
        measureId: 'measure-1',
        category: 'D6',
        severity: 'considerable',
        dutyBreached: { clause: '§ 7' },
        observedOn: '2026-03-02',
        participationIds: [],
        evidence: [],
      },
    });
    await step('2026-03-05', {
      type: 'FindingEstablished',
      data: { category: 'D6', severity: 'considerable', exculpatory: 'none-found' },
    });
    await step('2026-03-06', demand('d-1'));
  });

  it('raises it to 1 while it is open and to 3 while a cure is demanded', async () => {
    expect(await escalation('2026-03-01')).toMatchObject({ level: 0 });
    expect(await escalation('2026-03-02')).toMatchObject({ level: 1, openCases: ['c-1'] });
    expect(await escalation('2026-03-06')).toMatchObject({ level: 3, curesDemanded: ['c-1'] });
    await step('2026-03-18', {
      type: 'Reinspected',
      data: { demandId: 'd-1', inspectedOn: '2026-03-18', result: 'cured' },
    });
    expect(await escalation('2026-03-18')).toMatchObject({ level: 1, because: ['open-case'] });
    await step('2026-03-19', { type: 'ProviderCaseClosed', data: { result: 'cured' } });
    expect(await escalation('2026-03-19')).toMatchObject({ level: 0 });
    expect(await escalation('2026-03-17')).toMatchObject({ level: 3 });
  });

  it('raises it to 4 when a deadline lapsed, until it is cured', async () => {
    await bench.tell(
      'provider-case-c-1',
      on(
        '2026-03-21',
        {
          type: 'CureDeadlineLapsed',
          data: { demandId: 'd-1', dueAt: endOfDay('2026-03-20'), rule: 'D-cure', rulebook: 'usual' },
        },
        { occurredAt: endOfDay('2026-03-20'), providerId: 'provider-1' },
      ),
    );
    expect(await escalation('2026-03-20')).toMatchObject({ level: 3 });
    expect(await escalation('2026-03-21')).toMatchObject({ level: 4, curesLapsed: ['c-1'] });
    await step('2026-04-01', {
      type: 'Reinspected',
      data: { demandId: 'd-1', inspectedOn: '2026-04-01', result: 'cured' },
    });
    expect(await escalation('2026-04-01')).toMatchObject({ level: 1 });
  });

  it('with assignments paused is level 4; a pause without a case is none', async () => {
    const pause = (measureId: string, caseId?: string) =>
      bench.tell(
        `measure-${measureId}`,
        on(
          '2026-03-08',
          {
            type: 'AssignmentsPaused',
            data: {
              legalBasis: '§ 9 of the contract',
              ...(caseId && { caseId }),
              exposure: { minimumPlaces: 5, occupied: 2, pricePerPlaceMonth: 100, perMonth: 300 },
            },
          },
          { providerId: 'provider-1', measureId },
        ),
      );
    await pause('measure-2');
    expect(await escalation('2026-03-08')).toMatchObject({ level: 3, pausedMeasures: [] });
    await pause('measure-1', 'c-1');
    expect(await escalation('2026-03-08')).toMatchObject({ level: 4, pausedMeasures: ['measure-1'] });
    await step('2026-03-09', { type: 'ProviderCaseClosed', data: { result: 'unfounded' } });
    expect(await escalation('2026-03-09')).toMatchObject({ level: 0, pausedMeasures: [] });
    await bench.tell(
      'measure-measure-1',
      on('2026-03-10', { type: 'AssignmentsResumed', data: {} }, { providerId: 'provider-1' }),
    );
    expect((await escalation('2026-03-10')).pausedMeasures).toEqual([]);
  });

  it('counts for its measure and for no other provider', async () => {
    await tell(honest('a', 1), new Told('b', { measureId: 'measure-2' }).started('2026-03-02'));
    const { measures } = await (await asked()).figures({ providerId: 'provider-1', asOf: '2026-03-06' });
    expect(measures.map(one => [one.measureId, one.escalation!.level])).toEqual([
      ['measure-1', 3],
      ['measure-2', 0],
    ]);
    expect(await escalation('2026-03-06', 'provider-2')).toMatchObject({ level: 0 });
    const figures = await (await asked()).measureFigures('measure-1', '2026-03-06');
    expect(figures.escalation).toMatchObject({ level: 3, openCases: ['c-1'] });
  });
});

it.each([
  ['provider escalation', providerEscalation],
  ['attention', attention],
])('%s has the same rows event by event as made anew, however far the record goes', async (_, view) => {
  const views = [directory, view(rulebooks)];
  const followed = await bench.views('followed.sqlite');
  const projector = bench.projector(followed, views, { batch: 1 });
  await projector.start();
  const silent = new Told('a').started('2026-03-02');
  const explained = { type: 'ExplainMeasure', explained: ['limits'], form: 'oral' } as const;
  const spoken = {
    type: 'RecordContact',
    between: ['client', 'adviser'],
    channel: 'video',
    onSite: false,
  } as const;
  const assessed = {
    type: 'DeliverAssessment',
    kind: 'interim',
    shownToClient: true,
    sha256: 'a'.repeat(64),
  } as const;
  silent.tell(spoken, '2026-05-12').tell(assessed, '2026-07-14').tell(explained, '2026-09-15');
  await tell(silent);
  const rebuilt = await bench.projected(...views);
  expect(await projector.waitFor((await bench.log.head())!, 20_000)).toBe(true);
  expect(await bench.rows(followed, views)).toBe(await bench.rows(rebuilt, views));
});

describe('behind the level', () => {
  it('stand the reports that are owed, with when they were due and made', async () => {
    const told = new Told('a')
      .offered('2026-03-02')
      .consented('2026-03-02')
      .assigned('2026-03-02', '2026-03-09');
    const founded = told.last;
    await tell(told);
    const mine = { advisers: ['a-1'] };
    const behind = async (figure: 'overdue-reports' | 'late-reports', asOf: Day) =>
      (await (await asked()).behind({ providerId: 'provider-1', figure, asOf }, mine, undefined, 9)).items;
    expect(await behind('overdue-reports', '2026-03-11')).toEqual([]);
    expect(await behind('overdue-reports', '2026-03-12')).toEqual([
      {
        participationId: 'a',
        clientId: 'client-1',
        measureId: 'measure-1',
        providerId: 'provider-1',
        events: [
          {
            kind: 'duty',
            eventId: founded,
            disputed: false,
            duty: {
              dutyId: `D-start-${founded}`,
              rule: 'D-start',
              dueAt: endOfDay('2026-03-12'),
              metAt: null,
              metBy: null,
              declaredBy: null,
            },
          },
        ],
      },
    ]);
  });
});

describe('a voucher that was forfeited with one provider and redeemed with another', () => {
  const atNone = { measureId: undefined, providerId: undefined } as unknown as object;
  const atSecond = { measureId: 'm-2', providerId: 'pr-2' };
  /** The first never said whether anybody came; the second confirms the start on the day. */
  const first = () => [
    ...redeemed('client-1', '2026-03-02', '2026-03-09'),
    on('2026-03-20', consentWithdrawn(), atNone),
    on('2026-03-23', consented(), atNone),
    on('2026-03-23', voucherIssued('2026-12-31'), atNone),
  ];
  const toSecond = () => {
    const again = voucherRedeemed('2026-03-24', '2026-03-25');
    return [
      on('2026-03-24', { ...again, data: { ...again.data, ...atSecond } } as DomainEvent, atSecond),
      on('2026-03-25', started('2026-03-25'), { ...bySecond, ...atSecond }),
    ];
  };
  const behind = async (providerId: string, asOf: Day) =>
    (
      await (
        await asked()
      ).behind({ providerId, figure: 'late-reports', asOf }, { advisers: ['a-1'] }, undefined, 9)
    ).items;

  it('leaves with the first what the first omitted', async () => {
    await bench.tell('participation-v', ...first());
    expect(await escalation('2026-03-15', 'pr-1')).toMatchObject({ level: 1, overdueReports: 1 });
    expect(await escalation('2026-03-23', 'pr-1')).toMatchObject({ overdueReports: 0, lateReports: 1 });
    await bench.tell('participation-v', ...toSecond());
    expect(await escalation('2026-03-31', 'pr-1')).toMatchObject({ overdueReports: 0, lateReports: 1 });
    expect(await escalation('2026-03-31', 'pr-2')).toMatchObject({ level: 0, lateReports: 0 });
  });

  it('shows it behind the figure of the first, and behind none of the second', async () => {
    await bench.tell('participation-v', ...first(), ...toSecond());
    expect(await behind('pr-1', '2026-03-31')).toMatchObject([
      {
        participationId: 'v',
        clientId: 'client-1',
        measureId: 'm-1',
        providerId: 'pr-1',
        events: [{ kind: 'duty' }],
      },
    ]);
    expect(await behind('pr-2', '2026-03-31')).toEqual([]);
  });
});
