import type { DomainEvent } from '../../src/event-codec/domain-event.js';
import type { Provenance } from '../../src/terms/fact.js';
import { adviserTimeline } from '../../src/views/adviser-timeline/adviser-timeline.projection.js';
import { AdviserTimelineQuery } from '../../src/views/adviser-timeline/adviser-timeline.query.js';
import { BadCursor } from '../../src/views/cursor.js';
import { directory } from '../../src/views/directory/directory.projection.js';
import type { ReaderScope } from '../../src/views/directory/reader-scope.js';
import { Bench } from '../support/views/bench.js';
import {
  annulled,
  at,
  attended,
  begun,
  byProvider,
  contact,
  completed,
  consentWithdrawn,
  corrected,
  crisis,
  disputed,
  handedOver,
  mandate,
  offered,
  on,
  participationAnnulled,
  placeTaken,
  proposed,
  reassessed,
  registered,
  riskFlagged,
  settled,
} from '../support/views/told.js';

describe('the adviser timeline', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await Bench.open();
    await bench.tell('client-c-1', on('2026-03-01', registered('o-1', 'a-1')), on('2026-03-01', mandate()));
  });
  afterEach(() => bench.close());

  const own: ReaderScope = { advisers: ['a-1'] };
  const query = async (): Promise<AdviserTimelineQuery> => {
    const store = await bench.projected(directory, adviserTimeline);
    return new AdviserTimelineQuery(store.queries());
  };
  const entries = async (scope: ReaderScope = own) =>
    (await (await query()).entries(scope, undefined, 99)).items;
  const types = async (scope?: ReaderScope) => (await entries(scope)).map(({ type }) => type);
  const tell = async (day: string, event: DomainEvent, provenance?: Partial<Provenance>): Promise<string> =>
    (await bench.tell('participation-p-1', on(day, event, provenance)))[0]!;
  const unmarked = {
    disputed: false,
    corrected: false,
    afterEnd: false,
    writtenLater: false,
    annulled: false,
  };

  it('shows what happened with all clients, the newest in the log first', async () => {
    await tell('2026-03-02', offered('c-1'));
    await bench.tell('client-c-2', on('2026-02-01', registered('o-1', 'a-1')));
    await bench.tell('participation-p-2', on('2026-02-03', offered('c-2')));
    await tell('2026-03-04', contact());
    expect(await entries()).toMatchObject([
      { type: 'ContactHeld', clientId: 'c-1', participationId: 'p-1' },
      { type: 'MeasureOffered', clientId: 'c-2', participationId: 'p-2' },
      { type: 'ClientRegistered', clientId: 'c-2', participationId: null },
      { type: 'MeasureOffered', clientId: 'c-1' },
      { type: 'MandateClarified', clientId: 'c-1', measureId: null },
      { type: 'ClientRegistered', clientId: 'c-1', data: { officeId: 'o-1', adviserId: 'a-1' } },
    ]);
  });

  it('tells everything of an entry that is not sensitive', async () => {
    await tell('2026-03-02', offered('c-1'));
    const times = {
      sourceKnewAt: at('2026-03-05'),
      occurredAt: at('2026-03-04'),
      learnedAt: at('2026-03-06'),
    };
    const eventId = await tell('2026-03-06', contact(), { ...byProvider, ...times, channel: 'import' });
    expect((await entries())[0]).toEqual({
      position: await bench.log.head(),
      eventId,
      type: 'ContactHeld',
      clientId: 'c-1',
      participationId: 'p-1',
      measureId: 'm-1',
      providerId: 'pr-1',
      ...times,
      recordedAt: at('2026-03-06'),
      source: 'provider',
      channel: 'import',
      data: { between: ['client', 'adviser'], channel: 'telephone', onSite: false },
      marks: unmarked,
      needsAction: false,
    });
  });

  it('marks what was written down on a later day than it was learned of', async () => {
    await tell('2026-03-02', offered('c-1'));
    await tell('2026-03-09', contact(), { occurredAt: at('2026-03-05'), learnedAt: at('2026-03-05') });
    await tell('2026-03-09', contact(), { occurredAt: at('2026-03-05'), learnedAt: at('2026-03-09', 0) });
    expect((await entries()).slice(0, 2).map(({ marks }) => marks.writtenLater)).toEqual([false, true]);
  });

  it('says what asks the adviser to act, and that nothing does after the end', async () => {
    await bench.tell('participation-p-1', ...begun('c-1', '2026-03-02'));
    await tell('2026-03-03', crisis('k-1', 2));
    await tell('2026-03-03', reassessed('k-1', 3));
    await tell('2026-03-03', crisis('k-2', 3));
    await tell('2026-03-04', riskFlagged('r-1'));
    await tell('2026-03-05', proposed());
    await tell('2026-03-06', consentWithdrawn());
    await tell('2026-03-20', completed('2026-03-20'));
    await tell('2026-03-21', crisis('k-3', 4, { afterEnd: true }));
    await tell('2026-03-21', riskFlagged('r-2', { afterEnd: true }));
    const told = (await entries()).map(({ type, needsAction, marks }) => [type, needsAction, marks.afterEnd]);
    expect(told.slice(0, 9)).toEqual([
      ['DropoutRiskFlagged', false, true],
      ['CrisisOpened', false, true],
      ['ParticipationCompleted', false, false],
      ['ConsentWithdrawn', true, false],
      ['DropoutProposed', true, false],
      ['DropoutRiskFlagged', true, false],
      ['CrisisOpened', true, false],
      ['CrisisReassessed', true, false],
      ['CrisisOpened', false, false],
    ]);
  });

  it('shows the corrected value with a mark, and not the correction', async () => {
    await tell('2026-03-02', offered('c-1'));
    const opened = await tell('2026-03-03', crisis('k-1', 2));
    await tell('2026-03-04', corrected(opened, 'severity', 4));
    await tell('2026-03-05', corrected(opened, 'occurredAt', at('2026-03-02')));
    const [newest, ...others] = await entries();
    expect(newest).toMatchObject({
      type: 'CrisisOpened',
      data: { severity: 4 },
      occurredAt: at('2026-03-02'),
      recordedAt: at('2026-03-03'),
      marks: { ...unmarked, corrected: true },
      needsAction: true,
    });
    expect(others.map(({ type, marks }) => [type, marks.corrected])).toEqual([
      ['MeasureOffered', false],
      ['MandateClarified', false],
      ['ClientRegistered', false],
    ]);
  });

  it('lets an annulled entry go, and brings it back when the annulment is annulled', async () => {
    await tell('2026-03-02', offered('c-1'));
    const held = await tell('2026-03-03', contact());
    const gone = await tell('2026-03-04', annulled(held));
    expect(await types()).toEqual(['MeasureOffered', 'MandateClarified', 'ClientRegistered']);
    await tell('2026-03-05', annulled(gone));
    expect((await types())[0]).toBe('ContactHeld');
  });

  it('marks a disputed entry until the dispute is settled, and shows both as entries', async () => {
    await tell('2026-03-02', offered('c-1'));
    const held = await tell('2026-03-03', contact(), byProvider);
    const dispute = await tell('2026-03-04', disputed(held));
    const told = async () => (await entries()).map(({ type, marks }) => [type, marks.disputed]);
    expect((await told()).slice(0, 2)).toEqual([
      ['EntryDisputed', false],
      ['ContactHeld', true],
    ]);
    await tell('2026-03-05', settled(held, dispute));
    expect((await told()).slice(0, 3)).toEqual([
      ['DisputeSettled', false],
      ['EntryDisputed', false],
      ['ContactHeld', false],
    ]);
  });

  it('keeps the entries of an annulled participation, marked, also those told later, and asks for nothing', async () => {
    await tell('2026-03-02', offered('c-1'));
    await tell('2026-03-03', riskFlagged('r-1'));
    await tell('2026-03-04', participationAnnulled());
    await tell('2026-03-05', contact());
    const told = (await entries()).map(({ type, marks, needsAction }) => [type, marks.annulled, needsAction]);
    expect(told.slice(0, 4)).toEqual([
      ['ContactHeld', true, false],
      ['ParticipationAnnulled', true, false],
      ['DropoutRiskFlagged', true, false],
      ['MeasureOffered', true, false],
    ]);
  });

  it('moves all entries of a client to the new adviser with the hand-over', async () => {
    await tell('2026-03-02', offered('c-1'));
    await bench.tell('client-c-1', on('2026-03-03', handedOver('a-1', 'a-2')));
    await tell('2026-03-04', contact());
    expect(await types({ advisers: ['a-1'] })).toEqual([]);
    const all = ['ContactHeld', 'ClientHandedOver', 'MeasureOffered', 'MandateClarified', 'ClientRegistered'];
    expect(await types({ advisers: ['a-2'] })).toEqual(all);
    expect(await types({ advisers: ['a-3', 'a-2'] })).toEqual(all);
  });

  it('shows a team-lead the office and nobody what is not theirs', async () => {
    await bench.tell('client-c-2', on('2026-03-01', registered('o-1', 'a-2')));
    await bench.tell('client-c-3', on('2026-03-01', registered('o-2', 'a-3')));
    await bench.tell('measure-m-1', on('2026-03-01', placeTaken('p-1')));
    const clientsOf = async (scope: ReaderScope) => (await entries(scope)).map(({ clientId }) => clientId);
    expect(await clientsOf({ officeId: 'o-1' })).toEqual(['c-2', 'c-1', 'c-1']);
    expect(await clientsOf({ officeId: 'o-2' })).toEqual(['c-3']);
    expect(await clientsOf({})).toEqual([]);
    expect(await clientsOf({ providerId: 'pr-1' })).toEqual([]);
  });

  it('is read in parts without gap or repetition, while new entries arrive', async () => {
    await tell('2026-03-02', offered('c-1'));
    for (const day of ['2026-03-03', '2026-03-04', '2026-03-05'])
      await tell(day, attended({ day, state: 'present' }));
    const first = await (await query()).entries(own, undefined, 4);
    await tell('2026-03-06', contact());
    const rest = await (await query()).entries(own, first.next, 4);
    expect(rest.next).toBeUndefined();
    const read = [...first.items, ...rest.items].map(({ type }) => type);
    expect(read).toEqual([
      'AttendanceReported',
      'AttendanceReported',
      'AttendanceReported',
      'MeasureOffered',
      'MandateClarified',
      'ClientRegistered',
    ]);
    await expect((await query()).entries(own, `${first.next}A`, 4)).rejects.toThrow(BadCursor);
  });
});
