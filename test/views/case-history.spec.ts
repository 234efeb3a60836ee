import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { decode } from '../../src/event-codec/event-codec.js';
import type { StoredEvent } from '../../src/event-store/event-store.js';
import type { ParticipationEntry } from '../../src/participation/events.js';
import { possibleIn } from '../../src/participation/phases.js';
import { stateOf } from '../../src/participation/evolve.js';
import { endOfDay } from '../../src/terms/times.js';
import type { Axes } from '../../src/views/case-history/axes.js';
import { caseHistory, type CaseHistory } from '../../src/views/case-history/case-history.js';
import { inBerlin, toText } from '../../src/views/case-history/to-text.js';
import { whatHappened } from '../../src/views/case-history/words.js';
import { byProvider, moment, Told } from '../support/told-participation.js';
import { anyParticipation } from '../support/any-participation.js';

const asked = ({ history }: Told, axes?: Axes) => caseHistory(history, axes);
const types = ({ entries }: CaseHistory) => entries.map(({ type }) => type);
const entry = (told: Told, eventId: string, axes?: Axes) =>
  asked(told, axes).entries.find(one => one.eventId === eventId);
const marks = (told: Told, eventId: string, axes?: Axes) => entry(told, eventId, axes)?.marks;
const started = () => new Told().started('2026-03-02');

describe('the history of a participation', () => {
  it('says where it stands', () => {
    const told = new Told()
      .offered('2026-03-02')
      .tell(
        { type: 'GiveNotice', occasion: 'offer', textVersion: '1', deliveredOn: '2026-03-02' },
        '2026-03-02',
      )
      .consented('2026-03-03')
      .assigned('2026-03-04', '2026-03-09');
    expect(asked(told)).toMatchObject({
      participationId: 't-1',
      revision: 3,
      asked: {},
      phase: 'assigned',
      clientId: 'client-1',
      measureId: 'measure-1',
      providerId: 'provider-1',
      startsOn: '2026-03-09',
      consent: 'given',
      pressureMarks: ['notice', 'not-explained'],
      openCrises: [],
    });
    told
      .tell({ type: 'ConfirmStart', startedOn: '2026-03-10' }, '2026-03-10', byProvider)
      .crisis('2026-03-11', 'c-1', 3)
      .tell({ type: 'FlagDropoutRisk', riskId: 'r-1', raisedBy: 'adviser' }, '2026-03-12')
      .tell({ type: 'ProposeDropout', reason: 'conflict' }, '2026-03-13', byProvider);
    expect(asked(told)).toMatchObject({
      phase: 'started',
      startsOn: '2026-03-09',
      startedOn: '2026-03-10',
      openCrises: [{ crisisId: 'c-1', severity: 3, openedAt: moment('2026-03-11') }],
      openRisk: 'r-1',
      proposal: moment('2026-03-13'),
    });
    told.droppedOut('2026-03-16', '2026-03-16');
    const ended = asked(told);
    expect(ended).toMatchObject({
      phase: 'dropped-out',
      endedOn: '2026-03-16',
      openCrises: [{ crisisId: 'c-1' }],
    });
    expect(ended).not.toHaveProperty('openRisk');
    expect(ended).not.toHaveProperty('proposal');
    told.tell({ type: 'AnnulParticipation', kind: 'mistake', reason: 'wrong person' }, '2026-03-17');
    expect(asked(told)).toMatchObject({ phase: 'annulled', formerly: 'dropped-out' });
    expect(asked(told)).not.toHaveProperty('startsOn');
  });

  it('has everything that was recorded, as it was recorded', () => {
    const told = started().tell(
      { type: 'OpenCrisis', crisisId: 'c-1', kind: 'health', severity: 3, description: 'said in tears' },
      '2026-03-04',
      { ...byProvider, knew: '2026-03-05', learned: '2026-03-06', written: '2026-03-09', shared: true },
    );
    const { entries, revision } = asked(told);
    expect(entries.map(({ revision: at }) => at)).toEqual([0, 1, 2, 3, 4]);
    expect(revision).toBe(4);
    expect(entries.at(-1)).toEqual({
      eventId: told.last,
      revision: 4,
      position: '0000000000000004',
      type: 'CrisisOpened',
      occurredAt: moment('2026-03-04'),
      sourceKnewAt: moment('2026-03-05'),
      learnedAt: moment('2026-03-06'),
      recordedAt: moment('2026-03-09'),
      actor: { id: 'clerk-1', role: 'provider', organisation: 'provider-1' },
      source: 'provider',
      channel: 'api',
      rulebook: 'usual',
      schemaVersion: 1,
      correlationId: 'correlation-4',
      causationId: 'command-4',
      shared: true,
      providerId: 'provider-1',
      data: { crisisId: 'c-1', kind: 'not-disclosed', severity: 3 },
      sensitive: { kind: 'health', description: 'said in tears' },
      marks: {},
    });
  });

  it('shows corrections in their place, one after the other, and what was changed', () => {
    const told = started().crisis('2026-03-04', 'c-1', 2);
    const crisis = told.last;
    told.corrected('2026-03-05', crisis, 'severity', 3);
    const first = told.last;
    told.corrected('2026-03-06', crisis, 'severity', 4).corrected('2026-03-06', crisis, 'kind', 'health');
    expect(entry(told, crisis)).toMatchObject({
      data: { severity: 4, kind: 'not-disclosed' },
      sensitive: { kind: 'health' },
      marks: {
        corrected: [
          { eventId: first, field: 'severity', was: 2, is: 3 },
          { field: 'severity', was: 3, is: 4 },
          { field: 'kind', was: 'overload', is: 'not-disclosed', sensitive: { is: 'health' } },
        ],
      },
    });
    expect(asked(told)).toMatchObject({ openCrises: [{ severity: 4 }] });
    told.annulled('2026-03-09', first);
    expect(marks(told, crisis)?.corrected?.map(({ is }) => is)).toEqual([4, 'not-disclosed']);
    expect(marks(told, first)).toEqual({ annulled: told.last });
  });

  it('shows what was annulled, but not in the state, and as it was when the annulment is annulled', () => {
    const told = started().crisis('2026-03-04', 'c-1', 2);
    const crisis = told.last;
    told.annulled('2026-03-05', crisis);
    const annulment = told.last;
    expect(marks(told, crisis)).toEqual({ annulled: annulment });
    expect(asked(told).openCrises).toEqual([]);
    told.annulled('2026-03-06', annulment);
    expect(marks(told, crisis)).toEqual({});
    expect(marks(told, annulment)).toEqual({ annulled: told.last });
    expect(asked(told).openCrises).toMatchObject([{ crisisId: 'c-1' }]);
  });

  it('marks disputes, open or settled, and what was reported after the end', () => {
    const told = started().crisis('2026-03-04', 'c-1', 2);
    const crisis = told.last;
    told.tell(
      { type: 'DisputeEntry', eventId: crisis, disputedBy: 'client', reason: 'it was not so' },
      '2026-03-05',
    );
    const dispute = told.last;
    expect(marks(told, crisis)).toEqual({
      disputed: [{ disputeId: dispute, disputedBy: 'client', status: 'open' }],
    });
    told.tell({ type: 'SettleDispute', disputeId: dispute, result: 'rejected' }, '2026-03-06');
    const settlement = told.last;
    const settled = {
      disputeId: dispute,
      disputedBy: 'client',
      status: 'settled',
      result: 'rejected',
      settledBy: settlement,
    };
    expect(marks(told, crisis)).toEqual({ disputed: [settled] });
    told.annulled('2026-03-07', settlement);
    expect(marks(told, crisis)).toEqual({
      disputed: [{ disputeId: dispute, disputedBy: 'client', status: 'open' }],
    });
    told.annulled('2026-03-07', dispute);
    expect(marks(told, crisis)).toEqual({});
    told.droppedOut('2026-03-09', '2026-03-09').crisis('2026-03-09', 'c-2', 2, { learned: '2026-03-10' });
    expect(marks(told, told.last)).toEqual({ afterEnd: true });
  });
});

describe('what had happened by a day, as we know it today', () => {
  it('leaves out what occurred later, whenever it was learned of or written', () => {
    const told = started()
      .crisis('2026-03-10', 'late', 3, { learned: '2026-03-20' })
      .crisis('2026-03-12', 'next', 3);
    expect(asked(told, { asOf: moment('2026-03-10') })).toMatchObject({ openCrises: [{ crisisId: 'late' }] });
    expect(asked(told, { asOf: moment('2026-03-09') }).openCrises).toEqual([]);
    expect(asked(told, { asOf: moment('2026-02-01') })).toMatchObject({ phase: 'none', entries: [] });
  });

  it('stands as it stood then', () => {
    const told = started().crisis('2026-03-10', 'c-1', 3);
    told
      .tell({ type: 'ResolveCrisis', crisisId: 'c-1', result: 'eased' }, '2026-03-12')
      .droppedOut('2026-03-20', '2026-03-20');
    expect(asked(told, { asOf: moment('2026-03-01') })).toMatchObject({
      phase: 'assigned',
      startsOn: '2026-03-02',
    });
    expect(asked(told, { asOf: moment('2026-03-11') })).toMatchObject({ phase: 'started', openCrises: [{}] });
    expect(asked(told, { asOf: moment('2026-03-13') })).toMatchObject({ phase: 'started', openCrises: [] });
    expect(asked(told, { asOf: moment('2026-03-20') })).toMatchObject({
      phase: 'dropped-out',
      endedOn: '2026-03-20',
    });
  });

  it('reads with corrections and annulments that came after', () => {
    const told = started().crisis('2026-03-10', 'c-1', 3);
    const crisis = told.last;
    told.corrected('2026-03-20', crisis, 'occurredAt', moment('2026-03-06'));
    const asOf = moment('2026-03-07');
    expect(asked(told, { asOf })).toMatchObject({ openCrises: [{ openedAt: moment('2026-03-06') }] });
    expect(marks(told, crisis, { asOf })?.corrected).toMatchObject([
      { field: 'occurredAt', was: moment('2026-03-10'), is: moment('2026-03-06') },
    ]);
    expect(types(asked(told, { asOf }))).not.toContain('EntryCorrected');
    expect(types(asked(told, { asOf: moment('2026-03-20') }))).toContain('EntryCorrected');
    told.annulled('2026-03-21', crisis);
    expect(asked(told, { asOf }).openCrises).toEqual([]);
    expect(marks(told, crisis, { asOf })).toMatchObject({ annulled: told.last });
  });

  it('knows of attendance the days that had come, whenever they were reported', () => {
    const told = started().tell(
      {
        type: 'ReportAttendance',
        riskId: 'r-1',
        note: 'first week',
        days: [
          { day: '2026-03-02', state: 'present' },
          { day: '2026-03-03', state: 'sick' },
          { day: '2026-03-04', state: 'sick' },
          { day: '2026-03-05', state: 'planned-free' },
          { day: '2026-03-06', state: 'planned-free' },
        ],
      },
      '2026-03-05T15:00:00.000Z',
      byProvider,
    );
    const report = told.last;
    const days = (asOf: string) => {
      const found = entry(told, report, { asOf });
      return found?.type === 'AttendanceReported'
        ? found.data.days.map(({ day }) => Number(day.slice(8)))
        : undefined;
    };
    expect(days(endOfDay('2026-03-01'))).toBeUndefined();
    expect(days('2026-03-02T22:59:59.999Z')).toBeUndefined();
    expect(days(endOfDay('2026-03-02'))).toEqual([2]);
    expect(days('2026-03-05T14:59:59.999Z')).toEqual([2, 3, 4]);
    expect(days('2026-03-05T15:00:00.000Z')).toEqual([2, 3, 4, 5]);
    expect(days('2026-03-05T23:00:00.000Z')).toEqual([2, 3, 4, 5, 6]);
    const before = endOfDay('2026-03-03');
    expect(entry(told, report, { asOf: before })?.sensitive).toEqual({ sick: ['2026-03-03'] });
    expect(entry(told, report, { asOf: endOfDay('2026-03-02') })).not.toHaveProperty('sensitive');
    expect(entry(told, report, { asOf: moment('2026-03-09') })?.sensitive).toEqual({
      note: 'first week',
      sick: ['2026-03-03', '2026-03-04'],
    });
  });

  it('does not tell by a correction what days were to come', () => {
    const told = started().attended('2026-03-04', { '2026-03-03': 'present', '2026-03-04': 'present' });
    const report = told.last;
    told.corrected('2026-03-05', report, 'days', [
      { day: '2026-03-03', state: 'excused' },
      { day: '2026-03-04', state: 'sick' },
    ]);
    expect(marks(told, report, { asOf: endOfDay('2026-03-03') })?.corrected).toMatchObject([
      {
        was: [{ day: '2026-03-03', state: 'present' }],
        is: [{ day: '2026-03-03', state: 'excused' }],
        sensitive: { is: [] },
      },
    ]);
  });
});

describe('what was known on a day', () => {
  it('marks what was written down later and leaves out what was learned later', () => {
    const told = started()
      .crisis('2026-03-04', 'told', 3, { learned: '2026-03-05', written: '2026-03-09' })
      .crisis('2026-03-04', 'hidden', 3, { learned: '2026-03-10' });
    const known = asked(told, { knownAt: moment('2026-03-06') });
    expect(known.openCrises).toMatchObject([{ crisisId: 'told' }]);
    expect(known.entries.at(-1)).toMatchObject({
      data: { crisisId: 'told' },
      marks: { writtenDownLater: true },
    });
    expect(known.entries.slice(0, -1).every(({ marks: of }) => !of.writtenDownLater)).toBe(true);
    expect(known.revision).toBe(5);
    expect(asked(told, { knownAt: moment('2026-03-09') }).entries.at(-1)?.marks).toEqual({});
  });

  it('reads without corrections, annulments and disputes that were learned of later', () => {
    const told = started().crisis('2026-03-04', 'c-1', 2);
    const crisis = told.last;
    told.corrected('2026-03-06', crisis, 'severity', 4);
    told.tell({ type: 'DisputeEntry', eventId: crisis, disputedBy: 'client', reason: 'no' }, '2026-03-07');
    told.annulled('2026-03-09', crisis);
    const annulment = told.last;
    told.annulled('2026-03-11', annulment);
    const severities = (day: string) =>
      asked(told, { knownAt: moment(day) }).openCrises.map(({ severity }) => severity);
    expect(['04', '05', '06', '08', '09', '10', '11'].map(day => severities(`2026-03-${day}`))).toEqual([
      [2],
      [2],
      [4],
      [4],
      [],
      [],
      [4],
    ]);
    expect(marks(told, crisis, { knownAt: moment('2026-03-05') })).toEqual({});
    expect(marks(told, crisis, { knownAt: moment('2026-03-10') })).toMatchObject({
      annulled: annulment,
      corrected: [{ is: 4 }],
      disputed: [{ status: 'open' }],
    });
  });

  it('reads with a correction that was known then and written down later', () => {
    const told = started().crisis('2026-03-04', 'c-1', 2);
    const crisis = told.last;
    told.corrected('2026-03-06', crisis, 'severity', 4, { written: '2026-03-20' });
    const knownAt = moment('2026-03-10');
    expect(asked(told, { knownAt })).toMatchObject({ openCrises: [{ severity: 4 }] });
    expect(marks(told, told.last, { knownAt })).toEqual({ writtenDownLater: true });
    expect(asked(told, { knownAt, recordedBy: knownAt })).toMatchObject({
      openCrises: [{ severity: 2 }],
      revision: 4,
    });
  });
});

describe('what stood in the record on a day', () => {
  it('is what had been written, with only the corrections written by then', () => {
    const told = started().crisis('2026-03-04', 'c-1', 2, { written: '2026-03-10' });
    told.corrected('2026-03-12', told.last, 'severity', 4);
    const recorded = (day: string) => asked(told, { recordedBy: moment(day) });
    expect(recorded('2026-03-09')).toMatchObject({ revision: 3, openCrises: [] });
    expect(recorded('2026-03-10')).toMatchObject({ revision: 4, openCrises: [{ severity: 2 }] });
    expect(recorded('2026-03-12')).toMatchObject({ revision: 5, openCrises: [{ severity: 4 }] });
    expect(recorded('2026-01-01')).toMatchObject({
      participationId: 't-1',
      revision: -1,
      phase: 'none',
      entries: [],
    });
  });

  it('narrows the other axes', () => {
    const told = started().crisis('2026-03-04', 'c-1', 2, { learned: '2026-03-06', written: '2026-03-08' });
    const seen = (axes: Axes) => asked(told, axes).openCrises.length;
    const [before, between, after] = ['2026-03-05', '2026-03-07', '2026-03-09'].map(moment) as [
      string,
      string,
      string,
    ];
    expect(seen({ asOf: before })).toBe(1);
    expect(seen({ asOf: before, knownAt: before })).toBe(0);
    expect(seen({ asOf: before, knownAt: between })).toBe(1);
    expect(seen({ asOf: before, knownAt: between, recordedBy: between })).toBe(0);
    expect(seen({ asOf: before, knownAt: between, recordedBy: after })).toBe(1);
  });
});

describe('for any history that could be', () => {
  const answer = (...of: Parameters<typeof caseHistory>): Omit<CaseHistory, 'asked'> => {
    const { asked: _asked, ...rest } = caseHistory(...of);
    return rest;
  };
  const farFuture = '2999-12-31T00:00:00.000Z';
  const holds = (property: (history: Told['history'], at: string) => void) =>
    fc.assert(
      fc.property(anyParticipation, fc.nat(), ({ history }, seed) => {
        const times = history.flatMap(({ occurredAt, learnedAt, recordedAt }) => [
          occurredAt,
          learnedAt,
          recordedAt,
        ]);
        property(history, times[seed % times.length]!);
      }),
      { numRuns: 200, seed: 20260302 },
    );

  it('is told by histories of many kinds', () => {
    const seen = new Set(
      fc
        .sample(anyParticipation, { numRuns: 200, seed: 20260302 })
        .flatMap(({ history }) => history.map(({ type }) => type)),
    );
    expect([...seen].toSorted()).toEqual(
      expect.arrayContaining(['EntryAnnulled', 'EntryCorrected', 'EntryDisputed', 'DisputeSettled']),
    );
    expect(seen.size).toBeGreaterThan(20);
  });

  it('the record of a day is the history of what had been written, and never changes', () =>
    holds((history, recordedBy) => {
      const prefix = history.filter(({ recordedAt }) => recordedAt <= recordedBy);
      const then = answer(history, { recordedBy });
      if (prefix.length) {
        expect(then).toEqual(answer(prefix));
        for (let length = prefix.length; length <= history.length; length++)
          expect(answer(history.slice(0, length), { recordedBy })).toEqual(then);
      } else expect(then).toMatchObject({ phase: 'none', entries: [], revision: -1 });
    }));

  it('what will be known in the far future is what is known today', () =>
    holds(history => {
      const today = answer(history);
      expect(answer(history, { knownAt: farFuture })).toEqual(today);
      expect(answer(history, { asOf: farFuture })).toEqual(today);
      expect(answer(history, { recordedBy: farFuture })).toEqual(today);
      expect(today.phase).toBe(stateOf(history).phase);
    }));

  it('what was known on a day holds nothing learned later, and every entry that was', () =>
    holds((history, knownAt) => {
      const { entries } = answer(history, { knownAt });
      expect(entries.map(({ eventId }) => eventId)).toEqual(
        history.filter(({ learnedAt }) => learnedAt <= knownAt).map(({ id }) => id),
      );
      for (const { recordedAt, marks: of } of entries)
        expect(of.writtenDownLater ?? false).toBe(recordedAt > knownAt);
    }));

  it('what had happened by a day holds nothing that occurred later, but for days that had come', () =>
    holds((history, asOf) => {
      for (const of of answer(history, { asOf }).entries)
        if (of.occurredAt > asOf) {
          expect(of.type).toBe('AttendanceReported');
          if (of.type === 'AttendanceReported')
            for (const { day } of of.data.days) expect(endOfDay(day) <= asOf).toBe(true);
        }
    }));
});

describe('the history as text', () => {
  it('has day and time in Berlin', () => {
    expect(inBerlin('2026-03-29T00:59:00.000Z')).toBe('2026-03-29 01:59');
    expect(inBerlin('2026-03-29T01:00:00.000Z')).toBe('2026-03-29 03:00');
    expect(inBerlin('2025-12-31T23:00:00.000Z')).toBe('2026-01-01 00:00');
  });

  it('says what happened, whose word it is, when it was learned of and written, and every mark', () => {
    const told = started().tell(
      { type: 'OpenCrisis', crisisId: 'c-1', kind: 'health', severity: 3, description: 'said in tears' },
      '2026-03-04T08:15:00.000Z',
      { ...byProvider, knew: '2026-03-04T09:00:00.000Z', learned: '2026-03-06', written: '2026-03-09' },
    );
    const crisis = told.last;
    told.corrected('2026-03-10', crisis, 'severity', 4);
    const correction = told.last;
    told.tell(
      { type: 'DisputeEntry', eventId: crisis, disputedBy: 'provider', reason: 'too grave' },
      '2026-03-10',
      byProvider,
    );
    const text = toText(asked(told, { knownAt: moment('2026-03-10') }));
    expect(text.split('\n').slice(0, 8)).toEqual([
      'participation t-1: started',
      'client client-1, measure measure-1, provider provider-1',
      'to start on 2026-03-02',
      'started on 2026-03-02',
      'consent: given',
      'under pressure: not-explained',
      'open crisis c-1, severity 4, since 2026-03-04 09:15',
      'what was known on 2026-03-10 13:00',
    ]);
    const lines = text.split('\n').map(line => line.trim());
    const at = lines.indexOf('2026-03-04 09:15  crisis c-1: not-disclosed, severity 4');
    expect(lines.slice(at + 1, at + 7)).toEqual([
      'word of the provider, written by clerk-1 (provider of provider-1); known to its source 2026-03-04 10:00; learned 2026-03-06 13:00; written 2026-03-09 13:00',
      'kind: health',
      'description: said in tears',
      `! corrected by ${correction}: severity was 3, is 4`,
      '! DISPUTED by the provider',
      `entry 4, ${crisis}`,
    ]);
    expect(lines).toContain('reason: too grave');
  });

  it('has words for every kind of event', () => {
    const folder = join(import.meta.dirname, '../samples');
    const samples = readdirSync(folder).map(
      file => JSON.parse(readFileSync(join(folder, file), 'utf8')) as StoredEvent,
    );
    const ours = samples.filter(({ stream }) => stream.startsWith('participation-'));
    expect(new Set(ours.map(({ type }) => type))).toEqual(new Set(Object.keys(possibleIn)));
    const history = ours.map((sample, revision) => ({ ...decode(sample), revision })) as ParticipationEntry[];
    for (const event of history) {
      const words = whatHappened(event);
      expect(words).toMatch(/^\w+/);
      expect(words).not.toMatch(/undefined|\[object|NaN/);
    }
    expect(new Set(history.map(whatHappened)).size).toBe(history.length);
  });

  it('names every entry of any history once', () =>
    fc.assert(
      fc.property(anyParticipation, ({ history }) => {
        const text = toText(caseHistory(history));
        expect(text).not.toMatch(/undefined|\[object|NaN|Invalid/);
        expect(text.match(/^ +entry \d+, /gm)).toHaveLength(history.length);
      }),
      { numRuns: 100, seed: 7 },
    ));
});
