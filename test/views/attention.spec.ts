import type { NewEntry } from '../../src/event-codec/event-codec.js';
import { attentionItems } from '../../src/views/attention/attention-items.js';
import { attention } from '../../src/views/attention/attention.projection.js';
import { AttentionQuery } from '../../src/views/attention/attention.query.js';
import { BadCursor } from '../../src/views/cursor.js';
import { directory } from '../../src/views/directory/directory.projection.js';
import { endOfDay } from '../../src/terms/times.js';
import type { ParticipationCommand } from '../../src/participation/commands.js';
import { byProvider, rulebooks, Told, type Telling } from '../support/told-participation.js';
import { Bench } from '../support/views/bench.js';
import { handedOver, mandate, on, registered } from '../support/views/told.js';

const items = ({ history }: Told) => attentionItems(history, rulebooks);
const of = (told: Told, kind: string) => items(told).filter(item => item.kind === kind);
const kinds = (told: Told) => items(told).map(({ kind }) => kind);

/** Started on a Monday. */
const started = (id?: string, about?: ConstructorParameters<typeof Told>[1]) =>
  new Told(id, about).started('2026-03-02');
const intervene = (told: Told, at: string, telling?: Telling, crisisId = 'c-1') =>
  told.tell({ type: 'RecordIntervention', crisisId, byRole: 'adviser', kind: 'talk' }, at, telling);
const reassess = (told: Told, at: string, severity: 1 | 2 | 3 | 4, telling: Telling = byProvider) =>
  told.tell({ type: 'ReassessCrisis', crisisId: 'c-1', severity }, at, telling);

describe('an unanswered crisis', () => {
  const crisis = (told: Told) => of(told, 'unanswered-crisis');

  it.each([
    [4, 1, '2026-03-07T19:30:00.000Z'], // four hours by the clock, on a Saturday too
    [3, 2, endOfDay('2026-03-10')],
    [2, 6, endOfDay('2026-03-13')],
  ] as const)(
    'of severity %d has rank %d and is due from when the office learned of it',
    (severity, rank, dueAt) => {
      const learned = '2026-03-07T15:30:00.000Z';
      const told = started().crisis('2026-03-06T08:00:00.000Z', 'c-1', severity, { learned });
      expect(crisis(told)).toMatchObject([{ rank, ref: 'c-1', severity, dueAt, event: { id: told.last } }]);
    },
  );

  it('of severity 1 is owed no response', () =>
    expect(crisis(started().crisis('2026-03-06', 'c-1', 1))).toEqual([]));

  it('is answered by an intervention and gone when it is resolved', () => {
    const told = started().crisis('2026-03-06', 'c-1', 3).crisis('2026-03-06', 'c-2', 3);
    expect(crisis(intervene(told, '2026-03-06'))).toMatchObject([{ ref: 'c-2' }]);
    told.tell({ type: 'ResolveCrisis', crisisId: 'c-2', result: 'eased' }, '2026-03-09');
    expect(crisis(told)).toEqual([]);
  });

  it('is answered by what was done before it was written down', () => {
    const told = started().crisis('2026-03-06T09:00:00.000Z', 'c-1', 3, {
      learned: '2026-03-06T15:00:00.000Z',
    });
    expect(
      crisis(intervene(told, '2026-03-06T10:00:00.000Z', { learned: '2026-03-06T15:05:00.000Z' })),
    ).toEqual([]);
  });

  it('that rises in severity waits anew, from when the office learned of that', () => {
    const told = intervene(started().crisis('2026-03-06', 'c-1', 2), '2026-03-06');
    reassess(told, '2026-03-09', 4, { learned: '2026-03-10T08:00:00.000Z' });
    expect(crisis(told)).toMatchObject([
      { rank: 1, dueAt: '2026-03-10T12:00:00.000Z', event: { id: told.last } },
    ]);
    expect(crisis(intervene(told, '2026-03-10'))).toEqual([]);
  });

  it('that is found to be worse is not answered by what was done before anybody knew', () => {
    const told = intervene(started().crisis('2026-03-06', 'c-1', 2), '2026-03-10T08:00:00.000Z');
    reassess(told, '2026-03-09', 4, { learned: '2026-03-10T09:00:00.000Z' });
    expect(crisis(told)).toMatchObject([{ severity: 4 }]);
  });

  it('that rose before an intervention which only was written down first is answered', () => {
    const told = intervene(started().crisis('2026-03-06', 'c-1', 2), '2026-03-11T08:00:00.000Z');
    reassess(told, '2026-03-09', 4, { learned: '2026-03-10T09:00:00.000Z', written: '2026-03-12' });
    expect(crisis(told)).toEqual([]);
  });

  it('that is found as grave as before is no new one', () => {
    const told = intervene(started().crisis('2026-03-06', 'c-1', 3), '2026-03-06');
    expect(crisis(reassess(told, '2026-03-09', 3))).toEqual([]);
    expect(crisis(reassess(told, '2026-03-10', 2))).toEqual([]);
  });

  it('that falls stands where it is now, and stays due by when it was at its worst', () => {
    const told = started().crisis('2026-03-06T12:00:00.000Z', 'c-1', 4);
    reassess(told, '2026-03-09', 2);
    const dueAt = '2026-03-06T16:00:00.000Z';
    expect(crisis(told)).toMatchObject([{ rank: 6, severity: 2, dueAt }]);
    expect(crisis(reassess(told, '2026-03-09', 1))).toMatchObject([{ rank: 6, severity: 1, dueAt }]);
    expect(crisis(reassess(told, '2026-03-10', 3))).toMatchObject([
      { rank: 2, dueAt: endOfDay('2026-03-12') },
    ]);
  });

  it('follows the rulebook that its entry names', () => {
    const told = new Told()
      .started('2026-06-29')
      .crisis('2026-06-30', 'c-1', 3)
      .crisis('2026-07-01', 'c-2', 3);
    expect(crisis(told)).toMatchObject([
      { dueAt: endOfDay('2026-07-02') },
      { dueAt: endOfDay('2026-07-07') },
    ]);
  });

  it('follows corrections and annulments, and carries the mark of a dispute', () => {
    const told = started().crisis('2026-03-06', 'c-1', 4);
    const opened = told.last;
    intervene(told, '2026-03-06');
    told.annulled('2026-03-09', told.last).corrected('2026-03-09', opened, 'severity', 3);
    expect(crisis(told)).toMatchObject([{ severity: 3, dueAt: endOfDay('2026-03-10'), disputed: false }]);
    reassess(told, '2026-03-10', 4);
    told.tell({ type: 'DisputeEntry', eventId: opened, disputedBy: 'client', reason: 'no' }, '2026-03-11');
    expect(crisis(told)).toMatchObject([{ severity: 4, disputed: true }]);
  });
});

describe('what waits for a decision', () => {
  it('is a proposal to end it, until it is averted', () => {
    const told = started().tell({ type: 'ProposeDropout', reason: 'overload' }, '2026-03-09', byProvider);
    expect(of(told, 'dropout-proposal')).toMatchObject([{ rank: 3, ref: told.last }]);
    expect(of(told, 'dropout-proposal')[0]).not.toHaveProperty('dueAt');
    expect(of(told.tell({ type: 'AvertDropout', agreed: 'less' }, '2026-03-10'), 'dropout-proposal')).toEqual(
      [],
    );
  });

  it('is a dropout risk, whoever raised it, until it is cleared', () => {
    const told = started().attended('2026-03-04', { '2026-03-03': 'unexcused', '2026-03-04': 'unexcused' });
    const flag = told.history.at(-1)!;
    expect(of(told, 'open-risk')).toMatchObject([{ rank: 5, event: { id: flag.id } }]);
    const riskId = of(told, 'open-risk')[0]!.ref;
    told.tell({ type: 'ClearDropoutRisk', riskId, result: 'averted' }, '2026-03-05');
    expect(of(told, 'open-risk')).toEqual([]);
  });

  it('is consent withdrawn in the course, until it is given anew', () => {
    const told = started().tell({ type: 'WithdrawConsent', riskId: 'r-1' }, '2026-03-27');
    // five working days over Easter
    expect(of(told, 'consent-withdrawn')).toMatchObject([{ rank: 4, dueAt: endOfDay('2026-04-07') }]);
    expect(of(told, 'open-risk')).toMatchObject([{ ref: 'r-1' }]);
    expect(of(told.consented('2026-03-30'), 'consent-withdrawn')).toEqual([]);
    told.tell({ type: 'WithdrawConsent', riskId: 'r-2' }, '2026-03-31');
    expect(of(told, 'consent-withdrawn')).toMatchObject([{ ref: told.last }]);
  });

  it('is consent withdrawn in the course, until an obligation is stated', () => {
    const told = started().tell({ type: 'WithdrawConsent', riskId: 'r-1' }, '2026-03-09');
    const notice = (occasion: 'absence' | 'obligation') =>
      told.tell({ type: 'GiveNotice', occasion, textVersion: '1', deliveredOn: '2026-03-10' }, '2026-03-10');
    expect(of(notice('absence'), 'consent-withdrawn')).toHaveLength(1);
    expect(of(notice('obligation'), 'consent-withdrawn')).toEqual([]);
  });

  it('is consent withdrawn before the start, until the offer is settled', () => {
    const told = new Told()
      .offered('2026-03-02')
      .consented('2026-03-03')
      .assigned('2026-03-03', '2026-04-01');
    told.tell({ type: 'WithdrawConsent', riskId: 'r-1' }, '2026-03-04');
    expect(items(told)).toMatchObject([{ kind: 'consent-withdrawn', dueAt: endOfDay('2026-03-11') }]);
    told.tell({ type: 'DeferOffer', reason: 'time-not-ripe', revisitOn: '2026-06-01' }, '2026-03-05');
    expect(kinds(told)).toEqual(['revisit-on']);
  });
});

describe('what becomes overdue', () => {
  it('is the confirmation of the start, three days after it was to be', () => {
    const told = new Told()
      .offered('2026-03-02')
      .consented('2026-03-02')
      .assigned('2026-03-02', '2026-03-31');
    // Good Friday moves the end over Easter
    expect(items(told)).toMatchObject([{ kind: 'overdue-report', rank: 7, dueAt: endOfDay('2026-04-07') }]);
    told.tell({ type: 'ReportNoShow', reason: 'unreachable' }, '2026-03-31', byProvider);
    expect(items(told)).toEqual([]);
  });

  it('is the start of one who redeemed a voucher just as well', () => {
    const ground = {
      adviserId: 'adviser-1',
      mandate: 'given',
      legalBasis: 'sgb3-45-4',
      track: 'voucher',
    } as const;
    const runs = { runsFrom: '2026-01-01', runsTo: '2026-12-31' };
    const measure = { providerId: 'provider-1', goals: ['placement'], state: 'BE', ...runs } as const;
    const days = { presentedOn: '2026-03-03', startsOn: '2026-03-31' };
    const told = new Told()
      .tell({ type: 'OfferMeasure', clientId: 'client-1', goal: 'placement', ground }, '2026-03-02')
      .consented('2026-03-02')
      .tell({ type: 'IssueVoucher', validUntil: '2026-06-01', region: 'BE' }, '2026-03-02');
    expect(items(told)).toEqual([]);
    told.tell({ type: 'RedeemVoucher', measureId: 'measure-1', ...days, measure }, '2026-03-03');
    expect(items(told)).toMatchObject([{ kind: 'overdue-report', rank: 7, dueAt: endOfDay('2026-04-07') }]);
  });

  const contact = (
    told: Told,
    day: string,
    more: Partial<ParticipationCommand<'RecordContact'>> = {},
    telling?: Telling,
  ) =>
    told.tell(
      { type: 'RecordContact', between: ['client', 'adviser'], channel: 'telephone', onSite: false, ...more },
      day,
      telling,
    );
  const due = (told: Told) => of(told, 'overdue-contact')[0]?.dueAt;

  it('is a contact, 28 days after the start or the last one', () => {
    const told = started();
    expect(of(told, 'overdue-contact')).toMatchObject([{ rank: 8, dueAt: endOfDay('2026-03-30') }]);
    expect(due(contact(told, '2026-03-10'))).toBe(endOfDay('2026-04-07'));
    expect(due(contact(told, '2026-03-11', { channel: 'video' }))).toBe(endOfDay('2026-04-08'));
    expect(due(contact(told, '2026-03-12', { channel: 'in-person' }))).toBe(endOfDay('2026-04-09'));
    expect(due(contact(told, '2026-03-05'))).toBe(endOfDay('2026-04-09'));
    told.tell({ type: 'Interrupt', from: '2026-03-16', reason: 'cure' }, '2026-03-16');
    expect(due(told)).toBe(endOfDay('2026-04-09'));
  });

  it('is no contact by letter, by attempt, without the client or of the provider alone', () => {
    const told = contact(started(), '2026-03-09', { channel: 'letter' });
    contact(told, '2026-03-09', { channel: 'attempt' });
    contact(told, '2026-03-09', { between: ['adviser', 'provider'] });
    contact(told, '2026-03-09', { between: ['client', 'provider'] }, byProvider);
    contact(told, '2026-03-09', { between: ['client'] }, byProvider);
    expect(due(told)).toBe(endOfDay('2026-03-30'));
    expect(due(contact(told, '2026-03-09', { between: ['client'] }))).toBe(endOfDay('2026-04-07'));
  });

  it('follows the rulebook that the contact names', () => {
    const told = new Told().started('2026-06-29');
    expect(due(told)).toBe(endOfDay('2026-07-27'));
    expect(due(contact(told, '2026-07-01'))).toBe(endOfDay('2026-07-15'));
  });
});

describe('a day to look again', () => {
  it('is decideBy while nobody has decided', () => {
    const told = new Told().offered('2026-03-02', { decideBy: '2026-03-20' });
    expect(items(told)).toMatchObject([{ kind: 'decide-by', rank: 9, dueAt: endOfDay('2026-03-20') }]);
    expect(items(told.consented('2026-03-10'))).toEqual([]);
  });

  it('is revisitOn while it is deferred, and then no longer decideBy', () => {
    const told = new Told().offered('2026-03-02', { decideBy: '2026-03-20' });
    const defer = (day: string, revisitOn: string) =>
      told.tell({ type: 'DeferOffer', reason: 'no-place', revisitOn }, day);
    expect(items(defer('2026-03-10', '2026-04-01'))).toMatchObject([
      { kind: 'revisit-on', rank: 9, dueAt: endOfDay('2026-04-01') },
    ]);
    expect(items(defer('2026-04-01', '2026-05-01'))).toMatchObject([{ dueAt: endOfDay('2026-05-01') }]);
    expect(items(told.tell({ type: 'DeclineOffer', reason: 'refuses' }, '2026-05-01'))).toEqual([]);
  });
});

describe('what is over', () => {
  it('waits for no answer, even with an open crisis, but for the attendance that was never reported', () => {
    const told = started().crisis('2026-03-06', 'c-1', 4);
    expect(items(told.droppedOut('2026-03-09', '2026-03-09'))).toMatchObject([
      { kind: 'overdue-report', ref: 'D-month-2026-03' },
    ]);
    told.crisis('2026-03-09', 'c-2', 4, { learned: '2026-03-12', written: '2026-03-12' });
    expect(kinds(told)).toEqual(['overdue-report']);
    const days = ['02', '03', '04', '05', '06', '09'].map(day => [`2026-03-${day}`, 'present'] as const);
    expect(items(told.attended('2026-03-12', Object.fromEntries(days)))).toEqual([]);
  });

  it('waits again when the end was a mistake', () => {
    const told = started().crisis('2026-03-06', 'c-1', 4).droppedOut('2026-03-09', '2026-03-09');
    told.annulled('2026-03-10', told.last);
    expect(of(told, 'unanswered-crisis')).toHaveLength(1);
    expect(of(told, 'overdue-contact')).toHaveLength(1);
  });

  it('is what was annulled', () => {
    const told = started().tell(
      { type: 'AnnulParticipation', kind: 'mistake', reason: 'twice' },
      '2026-03-03',
    );
    expect(items(told)).toEqual([]);
  });
});

describe('the list', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await Bench.open();
    await bench.tell('client-c-1', on('2026-01-01', registered('o-1', 'a-1')));
    await bench.tell('client-c-2', on('2026-01-01', registered('o-1', 'a-2')));
    await bench.tell('client-c-3', on('2026-01-01', registered('o-3', 'a-3')));
  });
  afterEach(() => bench.close());

  const views = [directory, attention(rulebooks)];
  const tell = async (...all: readonly Told[]) => {
    for (const { stream, history } of all) await bench.tell(stream, ...(history as readonly NewEntry[]));
  };
  const query = async (...all: readonly Told[]) => {
    await tell(...all);
    return new AttentionQuery((await bench.projected(...views)).queries());
  };
  const told = (id: string, clientId = 'c-1') => started(id, { clientId });
  const mine = { advisers: ['a-1'] };

  /** In the order in which they are to be shown on the first of May, told in another. */
  const everything = () => {
    const offer = (id: string) => new Told(id, { clientId: 'c-1' });
    return [
      told('risk').tell(
        { type: 'FlagDropoutRisk', riskId: 'r', raisedBy: 'provider' },
        '2026-04-27',
        byProvider,
      ),
      told('acute-b').crisis('2026-04-29', 'c', 4),
      told('acute-a').crisis('2026-04-29', 'c', 4),
      told('acute-first').crisis('2026-04-28', 'c', 4),
      told('burdening').crisis('2026-04-20', 'c', 2),
      told('threatening').crisis('2026-04-20', 'c', 3),
      told('proposal').tell({ type: 'ProposeDropout', reason: 'overload' }, '2026-04-28', byProvider),
      told('withdrawn').tell({ type: 'WithdrawConsent', riskId: 'r' }, '2026-04-28'),
      offer('late-start').offered('2026-04-01').consented('2026-04-01').assigned('2026-04-01', '2026-04-20'),
      offer('revisit')
        .offered('2026-04-01')
        .tell({ type: 'DeferOffer', reason: 'no-place', revisitOn: '2026-04-30' }, '2026-04-02'),
      offer('decide').offered('2026-04-01', { decideBy: '2026-05-01' }),
      offer('decide-later').offered('2026-04-01', { decideBy: '2026-05-02' }),
      offer('start-later').offered('2026-04-01').consented('2026-04-01').assigned('2026-04-01', '2026-04-30'),
    ];
  };
  // Of none of these the attendance of March was reported, and none was spoken to.
  const begun = [
    'acute-a',
    'acute-b',
    'acute-first',
    'burdening',
    'proposal',
    'risk',
    'threatening',
    'withdrawn',
  ];
  const shown = [
    [1, 'acute-first'],
    [1, 'acute-a'],
    [1, 'acute-b'],
    [2, 'threatening'],
    [3, 'proposal'],
    [4, 'withdrawn'],
    [5, 'risk'],
    [5, 'withdrawn'],
    [6, 'burdening'],
    ...begun.map(id => [7, id]),
    [7, 'late-start'],
    ...begun.map(id => [8, id]),
    [9, 'revisit'],
    [9, 'decide'],
  ];
  const mayDay = '2026-05-01T09:00:00.000Z';

  it('stands in the order of rules.md, the earlier due first, then by participation', async () => {
    const page = await (await query(...everything())).attention(mine, mayDay, undefined, 99);
    expect(page.items.map(({ rank, participationId }) => [rank, participationId])).toEqual(shown);
    expect(page.next).toBeUndefined();
  });

  it('is paged without gap or repetition', async () => {
    const asked = await query(...everything());
    for (const limit of [1, 4, shown.length]) {
      const seen: unknown[] = [];
      let cursor: string | undefined;
      do {
        const page = await asked.attention(mine, mayDay, cursor, limit);
        seen.push(...page.items.map(({ rank, participationId }) => [rank, participationId]));
        cursor = page.next;
      } while (cursor !== undefined);
      expect(seen).toEqual(shown);
    }
    await expect(asked.attention(mine, mayDay, 'e30', 9)).rejects.toBeInstanceOf(BadCursor);
  });

  it('tells all of an item', async () => {
    const one = told('t-1').crisis('2026-03-06T09:00:00.000Z', 'c-7', 4);
    const asked = await query(one);
    const item = {
      kind: 'unanswered-crisis',
      rank: 1,
      participationId: 't-1',
      clientId: 'c-1',
      measureId: 'measure-1',
      providerId: 'provider-1',
      ref: 'c-7',
      eventId: one.last,
      severity: 4,
      since: '2026-03-06T09:00:00.000Z',
      dueAt: '2026-03-06T13:00:00.000Z',
      disputed: false,
    };
    const at = async (now: string) => (await asked.attention(mine, now, undefined, 9)).items;
    expect(await at('2026-03-06T13:00:00.000Z')).toEqual([{ ...item, overdue: false }]);
    expect(await at('2026-03-06T13:00:00.001Z')).toEqual([{ ...item, overdue: true }]);
  });

  it.each([
    ['a contact', told('t-1'), endOfDay('2026-03-30'), 'after'],
    [
      'a start',
      new Told('t-1', { clientId: 'c-1' })
        .offered('2026-03-02')
        .consented('2026-03-02')
        .assigned('2026-03-02', '2026-03-09'),
      endOfDay('2026-03-12'),
      'after',
    ],
    [
      'a decision',
      new Told('t-1', { clientId: 'c-1' }).offered('2026-03-02', { decideBy: '2026-03-29' }),
      endOfDay('2026-03-28'),
      'at',
    ],
  ])('shows %s only once it is time', async (_, one, moment, when) => {
    const asked = await query(one);
    const count = async (now: string) => (await asked.attention(mine, now, undefined, 9)).items.length;
    const plus = (ms: number) => new Date(Date.parse(moment) + ms).toISOString();
    expect([await count(plus(-1)), await count(moment), await count(plus(1))]).toEqual([
      0,
      when === 'at' ? 1 : 0,
      1,
    ]);
  });

  it('holds only what concerns the reader, and follows a hand-over', async () => {
    await tell(...['c-1', 'c-2', 'c-3'].map(id => told(`of-${id}`, id).crisis('2026-03-06', 'c', 4)));
    const asked = await query();
    const read = async (scope: Parameters<typeof asked.attention>[0]) =>
      (await asked.attention(scope, '2026-03-07T00:00:00.000Z', undefined, 9)).items.map(
        ({ participationId }) => participationId,
      );
    expect(await read(mine)).toEqual(['of-c-1']);
    expect(await read({ advisers: ['a-1', 'a-3'] })).toEqual(['of-c-1', 'of-c-3']);
    expect(await read({ officeId: 'o-1' })).toEqual(['of-c-1', 'of-c-2']);
    for (const nobody of [{}, { advisers: [] }, { providerId: 'provider-1' }])
      expect(await read(nobody)).toEqual([]);
    await bench.tell('client-c-3', on('2026-03-07', handedOver('a-3', 'a-1')));
    const after = new AttentionQuery((await bench.projected(...views)).queries());
    const handed = (await after.attention(mine, '2026-03-07T00:00:00.000Z', undefined, 9)).items;
    expect(handed.map(({ participationId }) => participationId)).toEqual(['of-c-1', 'of-c-3']);
  });

  it('shows a client whom the latest talk said to see again', async () => {
    const talk = (day: string, revisitOn?: string) =>
      on(day, {
        type: 'ConsultationHeld',
        data: { form: 'in-person', outcome: 'no-result-yet', ...(revisitOn && { revisitOn }) },
      } as const);
    await bench.tell('client-c-1', talk('2026-03-02', '2026-03-20'));
    await bench.tell('client-c-2', talk('2026-03-02', '2026-03-20'));
    const asked = async () => new AttentionQuery((await bench.projected(...views)).queries());
    const read = async (now: string) => (await (await asked()).attention(mine, now, undefined, 9)).items;
    expect(await read('2026-03-19T12:00:00.000Z')).toEqual([]);
    expect(await read('2026-03-20T12:00:00.000Z')).toMatchObject([
      { kind: 'revisit-on', rank: 9, participationId: null, clientId: 'c-1', dueAt: endOfDay('2026-03-20') },
    ]);
    // two talks at the same moment: the one written down later speaks
    await bench.tell('client-c-1', talk('2026-03-02', '2026-03-19'));
    expect(await read('2026-03-20T12:00:00.000Z')).toMatchObject([{ dueAt: endOfDay('2026-03-19') }]);
    await bench.tell('client-c-1', talk('2026-03-18'));
    expect(await read('2026-03-20T12:00:00.000Z')).toEqual([]);
  });

  it.each([
    ['a mandate', () => bench.tell('client-c-1', on('2026-03-18', mandate('given')))],
    ['an offer', () => tell(new Told('t-9', { clientId: 'c-1' }).offered('2026-03-18'))],
  ])('shows a client no more who was seen again for %s', async (_, seen) => {
    const data = { form: 'in-person', outcome: 'no-result-yet', revisitOn: '2026-03-20' } as const;
    await bench.tell('client-c-1', on('2026-03-02', { type: 'ConsultationHeld', data }));
    await seen();
    const asked = new AttentionQuery((await bench.projected(...views)).queries());
    expect((await asked.attention(mine, '2026-03-21T12:00:00.000Z', undefined, 9)).items).toEqual([]);
  });

  it('has the same rows when made anew, and when it followed event by event', async () => {
    const followed = await bench.views('followed.sqlite');
    const projector = bench.projector(followed, views, { batch: 1 });
    await projector.start();
    const corrected = told('t-1').crisis('2026-03-06', 'c', 4);
    corrected.corrected('2026-03-07', corrected.last, 'severity', 2);
    await tell(...everything(), corrected);
    const rebuilt = await bench.projected(...views);
    expect(await projector.waitFor((await bench.log.head())!, 20_000)).toBe(true);
    expect(await bench.rows(followed, views)).toBe(await bench.rows(rebuilt, views));
  });
});
