import type { NewEntry } from '../../src/event-codec/event-codec.js';
import { BadCursor } from '../../src/views/cursor.js';
import { directory } from '../../src/views/directory/directory.projection.js';
import { escalationRow, type EventsBehind } from '../../src/views/provider-escalation/escalation-row.js';
import { figures } from '../../src/views/provider-escalation/figure.js';
import { firstReports } from '../../src/views/provider-escalation/first-reports.js';
import { percentile } from '../../src/rulebook/percentile.js';
import { providerEscalation } from '../../src/views/provider-escalation/provider-escalation.projection.js';
import { ProviderEscalationQuery } from '../../src/views/provider-escalation/provider-escalation.query.js';
import { byProvider, clerk, rulebooks, Told } from '../support/told-participation.js';
import { Bench } from '../support/views/bench.js';
import { handedOver, on, registered } from '../support/views/told.js';

describe('a percentile by nearest rank', () => {
  const of = (values: number[], percent: number) =>
    percentile(new Map([...Map.groupBy(values, v => v)].map(([v, all]) => [v, all.length])), percent);

  it.each([
    [[15, 20, 35, 40, 50], 30, 20],
    [[15, 20, 35, 40, 50], 40, 20],
    [[15, 20, 35, 40, 50], 50, 35],
    [[15, 20, 35, 40, 50], 100, 50],
    [[3, 1, 2, 4], 50, 2],
    [[1, 1, 1, 1, 1, 1, 1, 1, 1, 9], 90, 1],
    [[1, 1, 1, 1, 1, 1, 1, 1, 9, 9], 90, 9],
    [[7], 50, 7],
    [[0, 0, 0], 90, 0],
  ])('of %j at %d is %d', (values, percent, value) => expect(of(values, percent)).toBe(value));

  it('of nothing is none', () => expect(of([], 50)).toBeUndefined());
});

const row = ({ history }: Told) => escalationRow(history, rulebooks);
const behind = (told: Told) => JSON.parse(row(told)!.behind) as EventsBehind;

describe('the row of a participation', () => {
  it('tells of an offer that came to nothing', () => {
    const told = new Told()
      .offered('2026-03-02')
      .tell({ type: 'DeclineOffer', reason: 'refuses' }, '2026-03-03');
    expect(row(told)).toMatchObject({
      offered_on: '2026-03-02',
      started_on: null,
      outcome: null,
      cohort: null,
    });
  });

  it('tells of a no-show on the day it occurred', () => {
    const told = new Told()
      .offered('2026-03-02')
      .consented('2026-03-02')
      .assigned('2026-03-02', '2026-03-09');
    told.tell({ type: 'ReportNoShow', reason: 'did-not-appear' }, '2026-03-09', {
      ...byProvider,
      learned: '2026-03-11',
    });
    expect(row(told)).toMatchObject({ no_show_on: '2026-03-09', started_on: null });
    expect(behind(told).noShow).toEqual({ kind: 'no-show', eventId: told.last, disputed: false });
  });

  it.each([
    ['2013-12-31', '2013-Q4'],
    ['2014-01-01', '2014-Q1'],
    ['2024-06-30', '2024-Q2'],
    ['2024-07-01', '2024-Q3'],
  ])('started on %s belongs to %s', (day, cohort) =>
    expect(row(new Told().started(day))).toMatchObject({ started_on: day, cohort }),
  );

  it('completed, or dropped out for a neutral reason, is judged by nothing', () => {
    const completed = new Told()
      .started('2026-03-02')
      .tell({ type: 'CompleteParticipation', endedOn: '2026-05-15', result: 'goal-reached' }, '2026-05-15');
    expect(row(completed)).toMatchObject({ outcome: 'completed', neutral: null, surprise: null });
    const neutral = new Told().started('2026-03-02').droppedOut('2026-05-15', '2026-05-15', 'took-up-work');
    expect(row(neutral)).toMatchObject({ outcome: 'dropped-out', neutral: 1, surprise: null });
  });

  it('is gone with its annulment, and back when that is annulled', () => {
    const told = new Told()
      .started('2026-03-02')
      .tell({ type: 'AnnulParticipation', kind: 'mistake', reason: 'wrong person' }, '2026-03-03');
    expect(row(told)).toBeUndefined();
    expect(row(told.annulled('2026-03-04', told.last))).toMatchObject({ started_on: '2026-03-02' });
  });

  it('follows corrections', () => {
    const told = new Told().started('2026-01-05');
    const start = told.last;
    told.droppedOut('2026-05-15', '2026-05-15', 'took-up-work');
    const exit = told.last;
    told
      .corrected('2026-05-18', start, 'startedOn', '2025-12-29')
      .corrected('2026-05-18', exit, 'adviserFinding', 'conflict');
    expect(row(told)).toMatchObject({ cohort: '2025-Q4', neutral: 0, surprise: 'without-sign' });
  });
});

/** Ends on a Friday; D is Thursday the 7th, for Ascension Day is no working day. */
const ended = (told: Told) => told.droppedOut('2026-05-15', '2026-05-15');
const started = () => new Told().started('2026-01-05');
const classOf = (told: Told) => row(told)!.surprise;

describe('a surprise', () => {
  it('is none when a day of absence was told in time', () => {
    const told = started().attended('2026-05-07', { '2026-05-06': 'unexcused' });
    const report = told.last;
    ended(told);
    expect(classOf(told)).toBe('warned');
    expect(behind(told).warnings).toEqual([
      { kind: 'unexcused-day', eventId: report, day: '2026-05-06', disputed: false },
    ]);
  });

  it('is judged by what was known at D, even if corrected later', () => {
    const told = started().attended('2026-05-07', { '2026-05-06': 'unexcused' });
    const report = told.last;
    told.attended('2026-05-11', { '2026-05-06': 'excused' });
    expect(classOf(ended(told))).toBe('warned');
    told.annulled('2026-05-18', report);
    expect(classOf(told)).toBe('warned');
    expect(behind(told).warnings).toMatchObject([{ eventId: report }]);
  });

  it('stays one when the warning had been taken back by D', () => {
    const told = started().attended('2026-05-05', { '2026-05-04': 'unexcused' });
    told.attended('2026-05-07', { '2026-05-04': 'excused' });
    expect(classOf(ended(told))).toBe('without-sign');
  });

  it('is none while an old crisis is open at D, and one when it was resolved by then', () => {
    const old = () => started().crisis('2026-01-12', 'c-1', 1);
    const resolve = (told: Told, day: string) =>
      told.tell({ type: 'ResolveCrisis', crisisId: 'c-1', result: 'eased' }, day);
    expect(classOf(ended(old()))).toBe('warned');
    expect(classOf(ended(resolve(old(), '2026-05-07')))).toBe('without-sign');
    expect(classOf(ended(resolve(old(), '2026-05-08')))).toBe('warned');
  });

  it('was reported late when the provider knew by D and told after D and after its deadline', () => {
    const late = (learned: string) =>
      ended(started().crisis('2026-05-04', 'c-1', 3, { learned, written: learned }));
    expect(classOf(late('2026-05-08'))).toBe('reported-late');
    const told = started().crisis('2026-05-07', 'c-1', 3, { learned: '2026-05-08', written: '2026-05-08' });
    expect(classOf(ended(told))).toBe('short-notice');
  });

  it('was reported late where a day of absence is told after the end', () => {
    const told = ended(started()).attended('2026-05-20', { '2026-05-04': 'unexcused' });
    expect(classOf(told)).toBe('reported-late');
    expect(behind(told).warnings).toMatchObject([{ eventId: told.last, day: '2026-05-04' }]);
  });

  it('is not prevented by what only the adviser said', () => {
    const told = started().crisis('2026-05-04', 'c-1', 4, { source: 'adviser' });
    expect(classOf(ended(told))).toBe('without-sign');
  });

  it('takes its numbers from the rulebook valid on the day it ended', () => {
    const ending = (day: string) =>
      row(started().attended('2026-06-26', { '2026-06-25': 'unexcused' }).droppedOut(day, day))!.surprise;
    expect(ending('2026-06-30')).toBe('short-notice');
    // two working days suffice from July on, and ten days back count
    expect(ending('2026-07-01')).toBe('warned');
    expect(ending('2026-07-06')).toBe('without-sign');
  });

  it('marks the events about which there is a dispute', () => {
    const told = started().attended('2026-05-06', { '2026-05-06': 'unexcused' });
    const report = told.last;
    ended(told).tell(
      { type: 'DisputeEntry', eventId: report, disputedBy: 'client', reason: 'was there' },
      '2026-05-18',
    );
    const dispute = told.last;
    expect(behind(told).warnings).toMatchObject([{ eventId: report, disputed: true }]);
    told.tell({ type: 'SettleDispute', disputeId: dispute, result: 'rejected' }, '2026-05-19', {
      by: { id: 'lead', role: 'team-lead' },
    });
    expect(behind(told).warnings).toMatchObject([{ eventId: report, disputed: false }]);
  });
});

describe('the first reports', () => {
  const delays = ({ history }: Told) => firstReports(history).map(({ kind, delayDays }) => [kind, delayDays]);

  it('count calendar days from knowing to telling, day of absence by day of absence', () => {
    const told = new Told()
      .started('2026-03-02', { learned: '2026-03-05' })
      .crisis('2026-03-06', 'c-1', 2, { knew: '2026-03-08', learned: '2026-03-10', written: '2026-03-12' })
      .tell({ type: 'FlagDropoutRisk', riskId: 'r-1', raisedBy: 'provider' }, '2026-03-13', byProvider)
      .tell({ type: 'ProposeDropout', reason: 'overload' }, '2026-03-16', {
        ...byProvider,
        learned: '2026-04-16',
      })
      .attended('2026-04-17', {
        '2026-03-27': 'unexcused',
        '2026-03-30': 'unexcused',
        '2026-03-31': 'excused',
      });
    expect(delays(told)).toEqual([
      ['start', 3],
      ['crisis', 2],
      ['risk', 0],
      ['proposal', 31],
      ['unexcused-day', 21],
      ['unexcused-day', 18],
    ]);
  });

  it('are the first: no reassessment, no repetition, and only what the provider says', () => {
    const told = new Told()
      .started('2026-03-02', { source: 'adviser' })
      .crisis('2026-03-03', 'c-1', 3, { source: 'client' })
      .tell({ type: 'ReassessCrisis', crisisId: 'c-1', severity: 4 }, '2026-03-04', byProvider)
      .attended('2026-03-05', { '2026-03-04': 'unexcused' })
      .attended('2026-03-09', { '2026-03-04': 'unexcused' });
    expect(delays(told)).toEqual([['unexcused-day', 1]]);
  });

  it('count days across summer time and a leap day as days', () => {
    const told = new Told().started('2024-02-26').crisis('2024-02-28', 'c-1', 1, { learned: '2024-03-01' });
    told.crisis('2024-03-30T23:30:00.000Z', 'c-2', 1, { learned: '2024-03-31T22:30:00.000Z' });
    expect(delays(told).slice(1)).toEqual([
      ['crisis', 2],
      ['crisis', 1],
    ]);
  });
});

describe('the figures', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await Bench.open();
    await bench.tell('client-c-1', on('2026-01-01', registered('o-1', 'a-1')));
    await bench.tell('client-c-2', on('2026-01-01', registered('o-2', 'a-2')));
  });
  afterEach(() => bench.close());

  const views = [directory, providerEscalation(rulebooks)];
  const store = async (...all: readonly Told[]) => {
    for (const { stream, history } of all) await bench.tell(stream, ...(history as readonly NewEntry[]));
    return bench.projected(...views);
  };
  const query = async (...all: readonly Told[]) =>
    new ProviderEscalationQuery((await store(...all)).queries());
  const about = (n: number, of: { clientId?: string; measureId?: string } = {}) =>
    new Told(`t-${String(n).padStart(2, '0')}`, {
      clientId: 'c-1',
      measureId: 'm-1',
      providerId: 'p-1',
      ...of,
    });
  const mine = { advisers: ['a-1'] };

  /** Ten started in March, one in April; all ways to end, and offers that came to nothing. */
  const manners = () => [
    about(1).offered('2026-02-20'),
    about(2)
      .offered('2026-02-20')
      .consented('2026-02-20')
      .assigned('2026-02-20', '2026-03-02')
      .tell({ type: 'ReportNoShow', reason: 'unreachable' }, '2026-03-02', byProvider),
    ...[3, 4, 5, 6].map(n => about(n).started('2026-03-02', { learned: `2026-03-0${n}` })),
    about(7)
      .started('2026-03-02')
      .tell({ type: 'CompleteParticipation', endedOn: '2026-05-29', result: 'goal-reached' }, '2026-05-29'),
    about(8).started('2026-03-02').droppedOut('2026-04-20', '2026-04-20', 'took-up-work'),
    ended(about(9).started('2026-03-02').attended('2026-05-06', { '2026-05-06': 'unexcused' })),
    ended(about(10).started('2026-03-02').attended('2026-05-11', { '2026-05-11': 'unexcused' })),
    ended(about(11).started('2026-03-02').attended('2026-05-12', { '2026-05-04': 'unexcused' })),
    ended(about(12).started('2026-03-02')),
    about(13, { measureId: 'm-2', clientId: 'c-2' }).started('2026-04-01'),
    about(14)
      .started('2026-03-02')
      .tell({ type: 'AnnulParticipation', kind: 'mistake', reason: 'twice' }, '2026-03-03'),
    new Told('foreign', { clientId: 'c-1', measureId: 'm-9', providerId: 'p-9' }).started('2026-03-02'),
  ];
  const march = {
    started: 10,
    running: 4,
    completed: 1,
    droppedOut: 5,
    neutralDropouts: 1,
    dropoutRate: 0.4,
    warned: 1,
    surprise: { reportedLate: 1, shortNotice: 1, withoutSign: 1, total: 3 },
    surpriseRate: 0.3,
    // ten starts (0, 0, 0, 0, 0, 0, 1, 2, 3, 4) and three days of absence (0, 0, 8)
    reportingDelay: { n: 13, medianDays: 0, p90Days: 4 },
  };
  const april = {
    started: 1,
    running: 1,
    completed: 0,
    droppedOut: 0,
    neutralDropouts: 0,
    dropoutRate: null,
    warned: 0,
    surprise: { reportedLate: 0, shortNotice: 0, withoutSign: 0, total: 0 },
    surpriseRate: null,
    reportingDelay: { n: 1, medianDays: null, p90Days: null },
  };

  it('of a provider, its cohorts and its measures', async () => {
    const cohorts = [
      { cohort: '2026-Q1', provisional: true, ...march },
      { cohort: '2026-Q2', provisional: true, ...april },
    ];
    const figuresOf = await query(...manners());
    expect(await figuresOf.figures({ providerId: 'p-1' })).toEqual({
      providerId: 'p-1',
      asOf: null,
      escalation: null,
      total: {
        ...march,
        registered: 13,
        noShows: 1,
        started: 11,
        running: 5,
        dropoutRate: 4 / 11,
        surpriseRate: 3 / 11,
        reportingDelay: { n: 14, medianDays: 0, p90Days: 4 },
      },
      cohorts,
      measures: [
        {
          measureId: 'm-1',
          escalation: null,
          total: { registered: 12, noShows: 1, ...march },
          cohorts: [cohorts[0]],
        },
        {
          measureId: 'm-2',
          escalation: null,
          total: { registered: 1, noShows: 0, ...april },
          cohorts: [cohorts[1]],
        },
      ],
    });
    expect(await figuresOf.measureFigures('m-1')).toEqual({
      measureId: 'm-1',
      escalation: null,
      asOf: null,
      total: { registered: 12, noShows: 1, ...march },
      cohorts: [cohorts[0]],
    });
  });

  it('of one that is not there are zeros', async () => {
    const { total, cohorts, measures } = await (await query()).figures({ providerId: 'p-0' });
    expect({ total, cohorts, measures }).toEqual({
      total: {
        ...april,
        registered: 0,
        noShows: 0,
        started: 0,
        running: 0,
        reportingDelay: { n: 0, medianDays: null, p90Days: null },
      },
      cohorts: [],
      measures: [],
    });
  });

  it('of a day in the past tell what had happened by it', async () => {
    const figuresOf = await query(...manners());
    const at = async (asOf: string) => (await figuresOf.figures({ providerId: 'p-1', asOf })).total;
    // what starts in March was offered four weeks before
    expect(await at('2026-02-01')).toMatchObject({ registered: 0 });
    expect(await at('2026-02-02')).toMatchObject({ registered: 10, started: 0 });
    expect(await at('2026-03-01')).toMatchObject({
      registered: 12,
      noShows: 0,
      started: 0,
      reportingDelay: { n: 0 },
    });
    expect(await at('2026-03-02')).toMatchObject({
      noShows: 1,
      started: 10,
      running: 10,
      reportingDelay: { n: 6 },
    });
    expect(await at('2026-04-19')).toMatchObject({ started: 11, running: 11, droppedOut: 0, dropoutRate: 0 });
    expect(await at('2026-04-20')).toMatchObject({
      running: 10,
      droppedOut: 1,
      neutralDropouts: 1,
      dropoutRate: 0,
    });
    expect(await at('2026-05-14')).toMatchObject({
      droppedOut: 1,
      surprise: { total: 0 },
      reportingDelay: { n: 14 },
    });
    expect(await at('2026-05-15')).toMatchObject({
      droppedOut: 5,
      warned: 1,
      surprise: { total: 3 },
      running: 6,
    });
    expect(await figuresOf.figures({ providerId: 'p-1', asOf: '2026-03-31' })).toMatchObject({
      asOf: '2026-03-31',
      cohorts: [{ cohort: '2026-Q1', started: 10, running: 10 }],
    });
  });

  it('lead to the participations and events behind each', async () => {
    const told = manners();
    const figuresOf = await query(...told);
    const { total } = await figuresOf.figures({ providerId: 'p-1' });
    const everyone = { advisers: ['a-1', 'a-2'] };
    const counted = async (figure: (typeof figures)[number]) =>
      (await figuresOf.behind({ providerId: 'p-1', figure }, everyone, undefined, 99)).items;
    const sizes = await Promise.all(figures.map(async figure => [figure, (await counted(figure)).length]));
    expect(Object.fromEntries(sizes)).toEqual({
      registered: total.registered,
      'no-shows': total.noShows,
      started: total.started,
      running: total.running,
      completed: total.completed,
      'dropped-out': total.droppedOut,
      'neutral-dropouts': total.neutralDropouts,
      'counted-dropouts': total.droppedOut - total.neutralDropouts,
      warned: total.warned,
      surprise: total.surprise.total,
      'reported-late': total.surprise.reportedLate,
      'short-notice': total.surprise.shortNotice,
      'without-sign': total.surprise.withoutSign,
      'reporting-delay': 11,
      // asked for no day, so that everything owed is due and nothing is recent
      'overdue-reports': 11,
      'late-reports': 0,
      'dropouts-reported-late': 0,
    });
    const late = told[10]!;
    const find = (type: string) => late.history.find(event => event.type === type)!.id;
    expect(await counted('reported-late')).toEqual([
      {
        participationId: late.id,
        clientId: 'c-1',
        measureId: 'm-1',
        providerId: 'p-1',
        events: [
          { kind: 'start', eventId: find('ParticipationStarted'), disputed: false },
          { kind: 'exit', eventId: find('ParticipationDroppedOut'), disputed: false },
          { kind: 'unexcused-day', eventId: find('AttendanceReported'), day: '2026-05-04', disputed: false },
        ],
      },
    ]);
    expect(
      (await counted('reporting-delay')).find(({ participationId }) => participationId === late.id)?.events,
    ).toEqual([
      { kind: 'start', eventId: find('ParticipationStarted'), disputed: false, delayDays: 0 },
      {
        kind: 'unexcused-day',
        eventId: find('AttendanceReported'),
        day: '2026-05-04',
        disputed: false,
        delayDays: 8,
      },
    ]);
    const some = await figuresOf.behind(
      { measureId: 'm-1', cohort: '2026-Q1', figure: 'dropped-out', asOf: '2026-05-14' },
      everyone,
      undefined,
      99,
    );
    expect(some.items.map(({ participationId }) => participationId)).toEqual(['t-08']);
  });

  it("show only the reader's clients, and say when some are hidden", async () => {
    const figuresOf = await query(...manners());
    const read = (scope: Parameters<typeof figuresOf.behind>[1]) =>
      figuresOf.behind({ providerId: 'p-1', figure: 'started' }, scope, undefined, 99);
    expect(await read(mine)).toMatchObject({ complete: false });
    expect((await read(mine)).items).toHaveLength(10);
    expect((await read({ officeId: 'o-2' })).items.map(({ participationId }) => participationId)).toEqual([
      't-13',
    ]);
    expect(await read({ advisers: ['a-1'], officeId: 'o-2' })).toMatchObject({ complete: true });
    for (const nobody of [
      {},
      { advisers: [] },
      { providerId: 'p-1' },
      { advisers: ['a-9'], officeId: 'o-9' },
    ])
      expect(await read(nobody)).toEqual({ items: [], complete: false });
    const late = await figuresOf.behind({ providerId: 'p-1', figure: 'reported-late' }, mine, undefined, 99);
    expect(late.complete).toBe(true);
  });

  it('follow a hand-over', async () => {
    const told = about(1).started('2026-03-02');
    await store(told);
    await bench.tell('client-c-1', on('2026-03-03', handedOver('a-1', 'a-2')));
    const figuresOf = await query();
    const read = (adviser: string) =>
      figuresOf.behind({ providerId: 'p-1', figure: 'started' }, { advisers: [adviser] }, undefined, 9);
    expect((await read('a-1')).items).toEqual([]);
    expect((await read('a-2')).items).toMatchObject([{ participationId: told.id }]);
  });

  it('are paged without gap or repetition, and know their own cursors', async () => {
    const figuresOf = await query(...manners());
    const of = { providerId: 'p-1', figure: 'started' } as const;
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await figuresOf.behind(of, mine, cursor, 3);
      seen.push(...page.items.map(({ participationId }) => participationId));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map(n => about(n).id));
    await expect(figuresOf.behind(of, mine, 'nonsense', 3)).rejects.toBeInstanceOf(BadCursor);
  });

  it('are the same rows when made anew, and when they followed event by event', async () => {
    const all = manners();
    const followed = await bench.views('followed.sqlite');
    const projector = bench.projector(followed, views, { batch: 1 });
    await projector.start();
    const rebuilt = await store(...all);
    expect(await projector.waitFor((await bench.log.head())!, 20_000)).toBe(true);
    expect(await bench.rows(followed, views)).toBe(await bench.rows(rebuilt, views));
  });

  it('hold no word of a person', async () => {
    const told = about(1).started('2026-03-02');
    told.tell(
      { type: 'OpenCrisis', crisisId: 'c', kind: 'health', severity: 3, description: 'hidden words' },
      '2026-03-03',
      { source: 'provider', by: clerk },
    );
    const rows = await bench.rows(await store(ended(told)), [providerEscalation(rulebooks)]);
    expect(rows).not.toMatch(/hidden words|health|adviser-1|clerk-1/);
  });
});
