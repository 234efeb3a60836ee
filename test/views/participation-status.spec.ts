import { directory } from '../../src/views/directory/directory.projection.js';
import { participationStatus } from '../../src/views/participation-status/participation-status.projection.js';
import { ParticipationStatusQuery } from '../../src/views/participation-status/participation-status.query.js';
import { BadCursor } from '../../src/views/cursor.js';
import { Bench } from '../support/views/bench.js';
import { voucherRedeemed, withVoucher } from '../support/views/practice.js';
import {
  annulled,
  assigned,
  at,
  attended,
  averted,
  begun,
  byProvider,
  completed,
  consented,
  consentWithdrawn,
  corrected,
  crisis,
  declined,
  deferred,
  disputed,
  droppedOut,
  handedOver,
  interrupted,
  noShow,
  offered,
  on,
  participationAnnulled,
  proposed,
  reassessed,
  registered,
  resolved,
  riskCleared,
  riskFlagged,
  settled,
} from '../support/views/told.js';

describe('participation status', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await Bench.open();
    await bench.tell('client-c-1', on('2026-03-01', registered('o-1', 'a-1')));
  });
  afterEach(() => bench.close());

  const query = async (): Promise<ParticipationStatusQuery> => {
    const store = await bench.projected(directory, participationStatus);
    return new ParticipationStatusQuery(store.queries());
  };
  const status = async (...entries: Parameters<typeof on>[]) => {
    await bench.tell('participation-p-1', ...entries.map(entry => on(...entry)));
    return (await query()).one('p-1');
  };

  it('tells everything of an offer', async () => {
    const told = offered('c-1', { decideBy: '2026-03-20', mandateOverridden: true });
    expect(await status(['2026-03-02', told])).toEqual({
      participationId: 'p-1',
      phase: 'offered',
      clientId: 'c-1',
      measureId: 'm-1',
      providerId: 'pr-1',
      legalBasis: 'sgb3-45-3',
      track: 'purchased',
      offeredAt: at('2026-03-02'),
      decideBy: '2026-03-20',
      revisitOn: null,
      mandateOverridden: true,
      consent: 'none',
      pressureMarks: [],
      startsOn: null,
      startedOn: null,
      endedOn: null,
      outcome: null,
      neutral: null,
      openCrises: { count: 0, highestSeverity: null },
      openRiskId: null,
      proposedAt: null,
      disputedEntries: 0,
      revision: 0,
      position: await bench.log.head(),
    });
  });

  it('says when a deferred offer is to be looked at again, and no longer once it is consented', async () => {
    expect(await status(['2026-03-02', offered()], ['2026-03-03', deferred('2026-04-01')])).toMatchObject({
      phase: 'deferred',
      revisitOn: '2026-04-01',
    });
    expect(await status(['2026-04-01', consented('notice')])).toMatchObject({
      phase: 'consented',
      consent: 'given',
      pressureMarks: ['notice'],
      revisitOn: null,
    });
  });

  it('leads back to the offer when consent is withdrawn before the start, and keeps its marks', async () => {
    const told = await status(
      ['2026-03-02', offered()],
      ['2026-03-03', consented('not-explained')],
      ['2026-03-04', assigned('2026-04-01')],
      ['2026-03-05', consentWithdrawn()],
    );
    expect(told).toMatchObject({
      phase: 'offered',
      consent: 'withdrawn',
      pressureMarks: ['not-explained'],
      startsOn: null,
    });
  });

  it('knows measure, provider and start of a voucher once it is redeemed', async () => {
    await bench.tell('participation-p-9', ...withVoucher('c-1', '2026-03-02'));
    const unredeemed = { measureId: null, providerId: null, startsOn: null, track: 'voucher' };
    expect(await (await query()).one('p-9')).toMatchObject({ phase: 'voucher-issued', ...unredeemed });
    expect(await (await query()).oneForProvider('pr-1', 'p-9')).toBeUndefined();
    await bench.tell('participation-p-9', on('2026-03-03', voucherRedeemed('2026-03-03', '2026-03-09')));
    const redeemed = { measureId: 'm-1', startsOn: '2026-03-09' };
    expect(await (await query()).one('p-9')).toMatchObject({
      phase: 'assigned',
      providerId: 'pr-1',
      ...redeemed,
    });
    expect(await (await query()).oneForProvider('pr-1', 'p-9')).toMatchObject(redeemed);
  });

  it('counts open crises with the highest severity, the open risk and the open proposal', async () => {
    await bench.tell('participation-p-1', ...begun('c-1', '2026-03-02'));
    const open = await status(
      ['2026-03-03', crisis('k-1', 2)],
      ['2026-03-03', crisis('k-2', 1)],
      ['2026-03-04', reassessed('k-2', 4)],
      ['2026-03-05', riskFlagged('r-1')],
      ['2026-03-06', proposed()],
    );
    expect(open).toMatchObject({
      phase: 'started',
      startsOn: '2026-03-02',
      startedOn: '2026-03-02',
      openCrises: { count: 2, highestSeverity: 4 },
      openRiskId: 'r-1',
      proposedAt: at('2026-03-06'),
    });
    const calmer = await status(
      ['2026-03-07', resolved('k-2')],
      ['2026-03-07', riskCleared('r-1')],
      ['2026-03-07', averted()],
      ['2026-03-08', interrupted('2026-03-09')],
    );
    expect(calmer).toMatchObject({
      phase: 'interrupted',
      openCrises: { count: 1, highestSeverity: 2 },
      openRiskId: null,
      proposedAt: null,
      revision: 13,
    });
  });

  it.each([
    ['declined', [on('2026-03-03', declined('childcare'))], 'declined', 'childcare', null],
    [
      'never begun',
      [on('2026-03-03', assigned('2026-04-01')), on('2026-04-01', noShow('unreachable'))],
      'not-started',
      'unreachable',
      null,
    ],
  ])('says why it came to nothing: %s', async (_, entries, phase, outcome, neutral) => {
    await bench.tell('participation-p-1', on('2026-03-02', offered()), ...entries);
    expect(await (await query()).one('p-1')).toMatchObject({ phase, outcome, neutral });
  });

  it('tells a neutral dropout from another, by the finding as corrected', async () => {
    await bench.tell('participation-p-1', ...begun('c-1', '2026-03-02'));
    const [dropout] = await bench.tell(
      'participation-p-1',
      on('2026-05-04', droppedOut('2026-05-01', 'overload')),
    );
    expect(await (await query()).one('p-1')).toMatchObject({ outcome: 'overload', neutral: false });
    expect(await status(['2026-05-05', corrected(dropout!, 'adviserFinding', 'took-up-work')])).toMatchObject(
      {
        phase: 'dropped-out',
        endedOn: '2026-05-01',
        outcome: 'took-up-work',
        neutral: true,
        revision: 6,
      },
    );
  });

  it('goes back by an annulment of its last step, and is gone when the offer itself is annulled', async () => {
    const [offer] = await bench.tell('participation-p-1', on('2026-03-02', offered()));
    const [consent] = await bench.tell('participation-p-1', on('2026-03-03', consented()));
    expect(await status(['2026-03-04', annulled(consent!)])).toMatchObject({
      phase: 'offered',
      consent: 'none',
    });
    expect(await status(['2026-03-05', annulled(offer!)])).toBeUndefined();
  });

  it('counts disputed entries, those disputed through a correction too, until the dispute is settled', async () => {
    await bench.tell('participation-p-1', ...begun('c-1', '2026-03-02'));
    const day = { day: '2026-03-03', state: 'unexcused' } as const;
    const [report] = await bench.tell('participation-p-1', on('2026-03-03', attended(day), byProvider));
    const [opened] = await bench.tell('participation-p-1', on('2026-03-04', crisis('k-1', 3)));
    const [correction] = await bench.tell(
      'participation-p-1',
      on('2026-03-04', corrected(report!, 'days', [{ ...day }])),
    );
    const [first] = await bench.tell('participation-p-1', on('2026-03-05', disputed(opened!)));
    expect(await (await query()).one('p-1')).toMatchObject({ disputedEntries: 1 });
    expect(await (await query()).oneForProvider('pr-1', 'p-1')).toMatchObject({ disputed: false });
    await bench.tell('participation-p-1', on('2026-03-05', disputed(correction!)));
    expect(await (await query()).one('p-1')).toMatchObject({ disputedEntries: 2 });
    expect(await (await query()).oneForProvider('pr-1', 'p-1')).toMatchObject({ disputed: true });
    expect(await status(['2026-03-06', settled(opened!, first!)])).toMatchObject({ disputedEntries: 1 });
  });

  describe('in lists', () => {
    beforeEach(async () => {
      await bench.tell('client-c-2', on('2026-03-01', registered('o-1', 'a-2')));
      await bench.tell('client-c-3', on('2026-03-01', registered('o-2', 'a-3')));
      await bench.tell('participation-p-1', ...begun('c-1', '2026-03-02'));
      await bench.tell('participation-p-2', on('2026-03-03', offered('c-1', { measureId: 'm-2' })));
      await bench.tell('participation-p-3', on('2026-03-04', offered('c-2')));
      await bench.tell('participation-p-4', ...begun('c-3', '2026-03-05', { providerId: 'pr-2' }));
    });

    const ids = async (...asked: Parameters<ParticipationStatusQuery['list']>) =>
      (await (await query()).list(...asked)).items.map(({ participationId }) => participationId);

    it('shows an adviser its own clients, a team-lead the office, and nobody what is not theirs', async () => {
      expect(await ids({ advisers: ['a-1'] }, {}, undefined, 9)).toEqual(['p-2', 'p-1']);
      expect(await ids({ advisers: ['a-1', 'a-2'] }, {}, undefined, 9)).toEqual(['p-3', 'p-2', 'p-1']);
      expect(await ids({ officeId: 'o-2' }, {}, undefined, 9)).toEqual(['p-4']);
      expect(await ids({ advisers: [] }, {}, undefined, 9)).toEqual([]);
      expect(await ids({}, {}, undefined, 9)).toEqual([]);
      expect(await ids({ providerId: 'pr-1' }, {}, undefined, 9)).toEqual([]);
    });

    it('filters by phase, measure and client', async () => {
      const office = { officeId: 'o-1' };
      expect(await ids(office, { phase: 'started' }, undefined, 9)).toEqual(['p-1']);
      expect(await ids(office, { measureId: 'm-2' }, undefined, 9)).toEqual(['p-2']);
      expect(await ids(office, { clientId: 'c-2' }, undefined, 9)).toEqual(['p-3']);
      expect(await ids(office, { clientId: 'c-3' }, undefined, 9)).toEqual([]);
    });

    it('filters by the incident that crises belong to, of those whom the reader may see', async () => {
      const inIncident = crisis('k-1', 2, { incidentId: 'i-1' });
      const [told] = await bench.tell('participation-p-1', on('2026-03-10', inIncident));
      await bench.tell('participation-p-1', on('2026-03-11', crisis('k-2', 2, { incidentId: 'i-1' })));
      await bench.tell('participation-p-4', on('2026-03-10', inIncident));
      const incident = { incidentId: 'i-1' };
      expect(await ids({ officeId: 'o-1' }, incident, undefined, 9)).toEqual(['p-1']);
      expect(await ids({ officeId: 'o-2' }, incident, undefined, 9)).toEqual(['p-4']);
      expect(await ids({ officeId: 'o-1' }, { incidentId: 'i-2' }, undefined, 9)).toEqual([]);
      await bench.tell('participation-p-1', on('2026-03-12', annulled(told!)));
      expect(await ids({ officeId: 'o-1' }, incident, undefined, 9)).toEqual(['p-1']);
    });

    it('follows a hand-over at once', async () => {
      await bench.tell('client-c-1', on('2026-03-09', handedOver('a-1', 'a-2')));
      expect(await ids({ advisers: ['a-1'] }, {}, undefined, 9)).toEqual([]);
      expect(await ids({ advisers: ['a-2'] }, {}, undefined, 9)).toEqual(['p-3', 'p-2', 'p-1']);
    });

    it('keeps an annulled participation, with that phase', async () => {
      await bench.tell('participation-p-1', on('2026-03-09', participationAnnulled()));
      const found = await (await query()).list({ advisers: ['a-1'] }, { phase: 'annulled' }, undefined, 9);
      expect(found.items).toMatchObject([{ participationId: 'p-1', phase: 'annulled', startedOn: null }]);
    });

    it('is read in parts without gap or repetition', async () => {
      const asked = await query();
      const read: string[] = [];
      let cursor: string | undefined;
      do {
        const part = await asked.list({ officeId: 'o-1' }, {}, cursor, 1);
        expect(part.items).toHaveLength(1);
        read.push(part.items[0]!.participationId);
        cursor = part.next;
      } while (cursor !== undefined);
      expect(read).toEqual(['p-3', 'p-2', 'p-1']);
    });

    it('refuses a cursor of another list', async () => {
      await bench.tell('participation-p-5', ...begun('c-2', '2026-03-02'));
      const asked = await query();
      const { next } = await asked.listForProvider('pr-1', {}, undefined, 1);
      expect(next).toBeDefined();
      await expect(asked.list({ officeId: 'o-1' }, {}, next, 1)).rejects.toThrow(BadCursor);
      for (const cursor of ['', 'x', 'null', 'bm9uZQ', 'W10', '%%', `${next}=`])
        await expect(asked.listForProvider('pr-1', {}, cursor, 1)).rejects.toThrow(BadCursor);
    });
  });

  describe('for a provider', () => {
    it('tells only of what was ever assigned to it, and only days and the mark', async () => {
      await bench.tell(
        'participation-p-1',
        ...begun('c-1', '2026-03-02'),
        on('2026-04-30', completed('2026-04-30')),
      );
      await bench.tell('participation-p-2', on('2026-03-03', offered('c-1')));
      await bench.tell('participation-p-3', ...begun('c-1', '2026-03-05', { providerId: 'pr-2' }));
      const asked = await query();
      const own = {
        participationId: 'p-1',
        measureId: 'm-1',
        startsOn: '2026-03-02',
        startedOn: '2026-03-02',
        endedOn: '2026-04-30',
        disputed: false,
      };
      expect(await asked.listForProvider('pr-1', {}, undefined, 9)).toEqual({ items: [own] });
      expect(await asked.oneForProvider('pr-1', 'p-1')).toEqual(own);
      expect(await asked.oneForProvider('pr-1', 'p-2')).toBeUndefined();
      expect(await asked.oneForProvider('pr-2', 'p-1')).toBeUndefined();
    });

    it('leaves out what was annulled, the assignment or all of it', async () => {
      await bench.tell(
        'participation-p-1',
        ...begun('c-1', '2026-03-02'),
        on('2026-03-03', participationAnnulled()),
      );
      await bench.tell('participation-p-2', on('2026-03-02', offered('c-1')), on('2026-03-02', consented()));
      const [place] = await bench.tell('participation-p-2', on('2026-03-02', assigned('2026-04-01')));
      await bench.tell('participation-p-2', on('2026-03-03', annulled(place!)));
      expect(await (await query()).listForProvider('pr-1', {}, undefined, 9)).toEqual({ items: [] });
    });
  });
});
