import * as fc from 'fast-check';
import { caseHistory } from '../../src/views/case-history/case-history.js';
import { providerView } from '../../src/views/case-history/provider-view.js';
import { anyParticipation } from '../support/any-participation.js';
import { adviser, byProvider, moment, Told, type Telling } from '../support/told-participation.js';

const view = ({ history }: Told, providerId = 'provider-1') => providerView(caseHistory(history), providerId);
const types = (told: Told) => view(told)?.entries.map(({ type }) => type);
const entry = (told: Told, eventId: string) => view(told)?.entries.find(one => one.eventId === eventId);
const started = () => new Told().started('2026-03-02');

describe('what a provider reads of a participation', () => {
  it('is startsOn, its own reports and endedOn', () => {
    const told = started();
    told
      .attended('2026-03-03', { '2026-03-03': 'present' })
      .droppedOut('2026-03-09', '2026-03-06', 'provider-deficiency');
    expect(view(told)).toMatchObject({
      participationId: 't-1',
      clientId: 'client-1',
      measureId: 'measure-1',
      providerId: 'provider-1',
      startsOn: '2026-03-02',
      startedOn: '2026-03-02',
      endedOn: '2026-03-06',
    });
    expect(view(told)?.entries.map(({ type, data }) => [type, data])).toEqual([
      ['PlaceAssigned', { startsOn: '2026-03-02' }],
      ['ParticipationStarted', { startedOn: '2026-03-02' }],
      ['AttendanceReported', { days: [{ day: '2026-03-03', state: 'present' }] }],
      ['ParticipationDroppedOut', { endedOn: '2026-03-06' }],
    ]);
    expect(Object.keys(view(told)!)).toEqual(
      expect.not.arrayContaining(['phase', 'consent', 'pressureMarks', 'openCrises', 'openRisk', 'proposal']),
    );
  });

  it('is nothing of an offer that never came to it, and nothing of what is not its own', () => {
    expect(view(new Told().offered('2026-03-02').consented('2026-03-03'))).toBeUndefined();
    expect(view(started(), 'provider-2')).toBeUndefined();
  });

  it('names its own people, all others as roles', () => {
    const told = started().crisis('2026-03-04', 'c-1', 2, { by: adviser });
    const [assigned, start, crisis] = view(told)!.entries;
    expect(assigned?.actor).toEqual({ role: 'adviser' });
    expect(start?.actor).toEqual({ id: 'clerk-1', role: 'provider', organisation: 'provider-1' });
    expect(crisis?.actor).toEqual({ role: 'adviser' });
    expect(JSON.stringify(view(told))).not.toMatch(/adviser-1|office-1|correlation|command/);
  });

  const words = { crisisId: 'c-1', kind: 'health', severity: 3, description: 'said in tears' } as const;

  it('has its own words, not those that the adviser wrote down for it', () => {
    const own = started().tell({ type: 'OpenCrisis', ...words }, '2026-03-04', byProvider);
    expect(entry(own, own.last)).toMatchObject({
      data: { kind: 'not-disclosed', severity: 3 },
      sensitive: { kind: 'health', description: 'said in tears' },
    });
    const told = started().tell({ type: 'OpenCrisis', ...words }, '2026-03-04', { source: 'provider' });
    expect(entry(told, told.last)).toMatchObject({ data: { severity: 3 } });
    expect(entry(told, told.last)).not.toHaveProperty('sensitive');
  });

  it('does not read by a correction what another put in place of its words', () => {
    const told = started().tell({ type: 'OpenCrisis', ...words }, '2026-03-04', byProvider);
    const crisis = told.last;
    told
      .corrected('2026-03-05', crisis, 'description', 'what the client said')
      .corrected('2026-03-05', crisis, 'kind', 'addiction')
      .corrected('2026-03-05', crisis, 'severity', 2);
    expect(entry(told, crisis)).not.toHaveProperty('sensitive');
    expect(entry(told, crisis)?.marks.corrected).toEqual([
      { field: 'kind', was: 'not-disclosed', is: 'not-disclosed' },
      { field: 'severity', was: 3, is: 2 },
    ]);
    expect(JSON.stringify(view(told))).not.toMatch(/client said|addiction|mistyped/);
    expect(types(told)).not.toContain('EntryCorrected');
  });

  it("is no flag of a rule, no client's and no adviser's word", () => {
    const told = started()
      .attended('2026-03-04', { '2026-03-03': 'unexcused', '2026-03-04': 'unexcused' })
      .crisis('2026-03-05', 'c-1', 3, { source: 'client' })
      .tell(
        { type: 'RecordContact', between: ['client', 'adviser'], channel: 'video', onSite: false },
        '2026-03-05',
      )
      .tell({ type: 'WithdrawConsent', riskId: 'r-1', statement: 'enough' }, '2026-03-06')
      .tell({ type: 'Interrupt', from: '2026-03-06', reason: 'cure' }, '2026-03-06');
    expect(told.history.map(({ type }) => type)).toContain('DropoutRiskFlagged');
    expect(types(told)).toEqual(['PlaceAssigned', 'ParticipationStarted', 'AttendanceReported']);
  });

  it('is what is shared with it, without words and ids of others', () => {
    const share: Telling = { shared: true };
    const told = new Told()
      .offered('2026-03-02', { note: 'a quiet place' }, share)
      .consented('2026-03-02', share)
      .assigned('2026-03-02', '2026-03-09')
      .tell({ type: 'ConfirmStart', startedOn: '2026-03-09' }, '2026-03-09', byProvider)
      .tell(
        {
          type: 'RecordContact',
          between: ['client', 'adviser'],
          channel: 'video',
          onSite: false,
          summary: 'hope',
        },
        '2026-03-10',
        share,
      );
    expect(view(told)?.entries.map(({ type, data }) => [type, Object.keys(data)])).toEqual([
      ['MeasureOffered', ['clientId', 'measureId', 'providerId', 'legalBasis', 'track']],
      ['ConsentGiven', ['form']],
      ['PlaceAssigned', ['startsOn']],
      ['ParticipationStarted', ['startedOn']],
      ['ContactHeld', ['between', 'channel', 'onSite']],
    ]);
    expect(JSON.stringify(view(told))).not.toMatch(/quiet|hope|adviser-1|not-explained/);
  });

  it('is an intervention that is addressed to it, and no other', () => {
    const told = started().crisis('2026-03-04', 'c-1', 3);
    const intervene = (addressedTo?: ['client'] | ['provider', 'client']) =>
      told.tell(
        {
          type: 'RecordIntervention',
          crisisId: 'c-1',
          byRole: 'adviser',
          kind: 'talk',
          note: 'spoke plainly',
          ...(addressedTo ? { addressedTo } : {}),
        },
        '2026-03-05',
      ).last;
    const [silent, other, ours] = [intervene(), intervene(['client']), intervene(['provider', 'client'])];
    expect(entry(told, silent)).toBeUndefined();
    expect(entry(told, other)).toBeUndefined();
    expect(entry(told, ours)).toMatchObject({ data: { kind: 'talk', crisisId: 'c-1' } });
    expect(entry(told, ours)).not.toHaveProperty('sensitive');
  });

  it('has dispute marks without reasons, and its own disputes', () => {
    const told = started().crisis('2026-03-04', 'c-1', 3);
    const crisis = told.last;
    told.tell(
      { type: 'DisputeEntry', eventId: crisis, disputedBy: 'client', reason: 'never said' },
      '2026-03-05',
      { source: 'client' },
    );
    expect(entry(told, crisis)?.marks).toEqual({ disputed: [{ disputedBy: 'client', status: 'open' }] });
    expect(types(told)).not.toContain('EntryDisputed');
    const start = told.history[3]!.id;
    told.tell(
      { type: 'DisputeEntry', eventId: start, disputedBy: 'provider', reason: 'a day later' },
      '2026-03-05',
      byProvider,
    );
    expect(entry(told, told.last)).toMatchObject({
      data: { eventId: start },
      sensitive: { reason: 'a day later' },
    });
    const dispute = told.last;
    told.tell(
      { type: 'SettleDispute', disputeId: dispute, result: 'upheld', note: 'so it was' },
      '2026-03-06',
    );
    expect(entry(told, start)?.marks).toEqual({
      disputed: [{ disputedBy: 'provider', status: 'settled', result: 'upheld' }],
    });
    expect(JSON.stringify(view(told))).not.toMatch(/never said|so it was/);
  });

  it('tells of an annulled report that it is annulled, not why or by whom', () => {
    const told = started().crisis('2026-03-04', 'c-1', 3);
    const crisis = told.last;
    told.annulled('2026-03-05', crisis);
    expect(entry(told, crisis)?.marks).toEqual({ annulled: true });
    expect(JSON.stringify(view(told))).not.toMatch(/mistaken/);
    const start = told.history[3]!.id;
    told.annulled('2026-03-06', start);
    expect(view(told)).not.toHaveProperty('startedOn');
  });

  it('names of other entries only those that it sees', () => {
    const told = started().crisis('2026-03-04', 'own', 3);
    const own = told.last;
    told.crisis('2026-03-04', 'hidden', 3, { source: 'client' });
    const because = [own, told.last];
    told.tell(
      { type: 'FlagDropoutRisk', riskId: 'r', raisedBy: 'provider', because },
      '2026-03-05',
      byProvider,
    );
    expect(entry(told, told.last)?.data['because']).toEqual([own]);
  });

  it('is asked on the same axes', () => {
    const told = started().crisis('2026-03-04', 'c-1', 3, { learned: '2026-03-06', written: '2026-03-09' });
    const known = (day: string) =>
      providerView(caseHistory(told.history, { knownAt: moment(day) }), 'provider-1');
    expect(known('2026-03-05')?.entries).toHaveLength(2);
    expect(known('2026-03-06')?.entries.at(-1)).toMatchObject({
      type: 'CrisisOpened',
      marks: { writtenDownLater: true },
    });
    expect(known('2026-01-01')).toBeUndefined();
  });

  it('holds, of any history, nothing that it may not', () =>
    fc.assert(
      fc.property(anyParticipation, told => {
        const seen = view(told);
        const by = new Map(told.history.map(event => [event.id, event]));
        for (const { eventId, type, sensitive, data } of seen?.entries ?? []) {
          const { source, actor } = by.get(eventId)!;
          if (source !== 'provider')
            expect([
              'PlaceAssigned',
              'ParticipationDroppedOut',
              'ParticipationCompleted',
              'InterventionRecorded',
            ]).toContain(type);
          if (sensitive) expect(actor.organisation).toBe('provider-1');
          expect(data['raisedBy']).not.toBe('rule');
        }
        expect(JSON.stringify(seen ?? null)).not.toMatch(
          /adviser-1|office-1|better words|Finding|clientReason|mistyped|mistaken|heard both|statement|pressureMarks/,
        );
      }),
      { numRuns: 200, seed: 4 },
    ));
});
