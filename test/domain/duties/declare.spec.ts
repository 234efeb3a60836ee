import { declareOverdue } from '../../../src/participation/duties/declare-overdue.js';
import {
  isInTimeRecordedLater,
  isOverdueAt,
  isToBeDeclared,
} from '../../../src/participation/duties/duty.js';
import type { ParticipationEntry } from '../../../src/participation/events.js';
import { isRejection } from '../../../src/terms/rejection.js';
import { endOfDay, type Instant } from '../../../src/terms/times.js';
import { byProvider, moment, Told } from '../../support/told-participation.js';
import { attendedThrough, by, imported, owed, rulesOf, started } from '../../support/domain/owed.js';

type Recorded = { readonly history: readonly ParticipationEntry[] };

const toDeclare = (told: Recorded, at: string) =>
  owed(told)
    .filter(duty => isToBeDeclared(duty, moment(at)))
    .map(({ rule }) => rule);

const declared = ({ history }: Recorded, dutyId: string, at: string, occurredAt?: Instant) => {
  const dueAt = occurredAt ?? owed({ history }).find(duty => duty.dutyId === dutyId)?.dueAt ?? moment(at);
  const times = { occurredAt: dueAt, learnedAt: moment(at), recordedAt: moment(at) };
  return declareOverdue(dutyId, history, rulesOf, { at: times });
};

/** The history with a duty declared overdue in it, as the journal would record it. */
function withDeclared(told: Told, dutyId: string, at: string): Told {
  const decided = declared(told, dutyId, at);
  if (isRejection(decided)) throw new Error(decided.detail);
  const { dueAt } = (decided[0] as { data: { dueAt: string } }).data;
  const last = told.history.at(-1)!;
  const entry = {
    ...last,
    ...decided[0],
    id: `overdue-${told.history.length}`,
    revision: last.revision + 1,
    occurredAt: dueAt,
    learnedAt: moment(at),
    recordedAt: moment(at),
    channel: 'policy',
  } as ParticipationEntry;
  told.history = [...told.history, entry];
  return told;
}

const assigned = () =>
  new Told().offered('2026-03-01').consented('2026-03-01').assigned('2026-03-01', '2026-03-09');

describe('declaring a duty overdue', () => {
  it('comes to an event with everything about it, of the provider or of the office', () => {
    const told = assigned();
    const founding = told.last;
    expect(declared(told, `D-start-${founding}`, '2026-03-13')).toEqual([
      {
        type: 'ReportOverdue',
        source: 'system',
        data: {
          dutyId: `D-start-${founding}`,
          rule: 'D-start',
          dueAt: endOfDay('2026-03-12'),
          rulebook: 'usual',
          foundedBy: founding,
        },
      },
    ]);
    const course = started();
    expect(declared(course, `D-contact-${course.last}`, '2026-04-30')).toMatchObject([
      { type: 'ResponseOverdue' },
    ]);
  });

  it.each([
    ['before it is due', '2026-03-12', 'time-order'],
    ['a millisecond before', '2026-03-12T22:59:59.999Z', 'time-order'],
  ])('is refused %s', (_, at, code) => {
    expect(declared(assigned(), `D-start-${assigned().last}`, at)).toMatchObject({ code });
  });

  it('is possible at the very moment', () => {
    expect(isRejection(declared(assigned(), `D-start-${assigned().last}`, '2026-03-12T23:00:00.000Z'))).toBe(
      false,
    );
  });

  it('is refused at another moment than the one it is due at', () => {
    const told = assigned();
    expect(declared(told, `D-start-${told.last}`, '2026-03-20', endOfDay('2026-03-11'))).toMatchObject({
      code: 'time-order',
    });
  });

  it('is refused for one that is not there, that was met meanwhile, or that was declared', () => {
    const told = assigned();
    const dutyId = `D-start-${told.last}`;
    expect(declared(told, 'D-start-other', '2026-03-20')).toMatchObject({ code: 'already-recorded' });
    withDeclared(told, dutyId, '2026-03-13');
    expect(declared(told, dutyId, '2026-03-20')).toMatchObject({ code: 'already-recorded' });
    const late = assigned().tell({ type: 'ConfirmStart', startedOn: '2026-03-09' }, '2026-03-16', byProvider);
    expect(declared(late, dutyId, '2026-03-20')).toMatchObject({ code: 'already-recorded' });
    expect(by(late, 'D-start')).toMatchObject([{ met: { at: moment('2026-03-16') } }]);
  });

  it('happens once, also where the declaration itself was annulled', () => {
    const told = withDeclared(assigned(), `D-start-${assigned().last}`, '2026-03-13');
    const declaration = told.last;
    told.annulled('2026-03-16', declaration);
    expect(by(told, 'D-start')).toMatchObject([{ declaredBy: declaration }]);
    expect(toDeclare(told, '2026-03-20')).toEqual([]);
  });

  it('is never due for D-inform, which is noticed only when it is met', () => {
    const told = started().crisis('2026-03-03', 'c-1', 3, { learned: '2026-03-20' });
    told.tell({ type: 'RecordIntervention', crisisId: 'c-1', byRole: 'adviser', kind: 'talk' }, '2026-03-20');
    expect(toDeclare(told, '2026-03-21')).toEqual([]);
  });

  it('concerns also one that ended unmet before anybody noticed', () => {
    const told = assigned().tell({ type: 'WithdrawOffer', reason: 'other' }, '2026-03-16');
    expect(toDeclare(told, '2026-03-17')).toEqual(['D-start']);
    expect(isOverdueAt(by(told, 'D-start')[0]!, moment('2026-03-15'))).toBe(true);
    expect(isOverdueAt(by(told, 'D-start')[0]!, moment('2026-03-17'))).toBe(false);
  });
});

describe('a declaration', () => {
  it('of what shows to have been met in time stands, and says so', () => {
    const told = withDeclared(assigned(), `D-start-${assigned().last}`, '2026-03-13');
    told.tell({ type: 'ConfirmStart', startedOn: '2026-03-09' }, '2026-03-09', {
      learned: '2026-03-10',
      written: '2026-03-16',
    });
    const [duty] = by(told, 'D-start');
    expect(isInTimeRecordedLater(duty!)).toBe(true);
    expect(isOverdueAt(duty!, moment('2026-03-14'))).toBe(false);
  });

  it('of what was met too late does not', () => {
    const told = withDeclared(assigned(), `D-start-${assigned().last}`, '2026-03-13');
    told.tell({ type: 'ConfirmStart', startedOn: '2026-03-09' }, '2026-03-16', byProvider);
    expect(isInTimeRecordedLater(by(told, 'D-start')[0]!)).toBe(false);
  });

  it('makes the next month due', () => {
    const told = withDeclared(started(), 'D-month-2026-03', '2026-04-09');
    expect(by(told, 'D-month').map(({ dutyId }) => dutyId)).toEqual([
      'D-month-2026-03',
      'D-month-2026-04',
      'D-month-2026-05',
    ]);
    expect(toDeclare(told, '2026-05-09')).toContain('D-month');
  });
});

describe('a duty that was imported', () => {
  it('is exempt where it was due before it was recorded, and never declared', () => {
    const told = imported(assigned(), '2026-05-04');
    expect(by(told, 'D-start')).toMatchObject([{ exempt: true }]);
    expect(declared(told, owed(told)[0]!.dutyId, '2026-05-05')).toMatchObject({ code: 'already-recorded' });
    expect(isOverdueAt(owed(told)[0]!, moment('2026-05-05'))).toBe(false);
  });

  it('is owed like any other where it fell due after that', () => {
    const told = imported(assigned(), '2026-03-12');
    expect(toDeclare(told, '2026-03-13')).toEqual(['D-start']);
  });

  it('is judged month by month, and gap by gap', () => {
    const told = imported(started(), '2026-05-04');
    expect(by(told, 'D-month').map(({ exempt }) => exempt)).toEqual([true, undefined, undefined]);
    expect(by(told, 'D-contact')).toMatchObject([{ exempt: true }]);
  });
});

describe('a duty of which only a later correction or annulment speaks', () => {
  const annul = (told: Told, at: string, entry: string) => told.annulled(at, entry);

  it('is exempt where nobody owed it when it fell due: an exit that is taken back', () => {
    const told = attendedThrough(started(), '2026-03-02', '2026-03-13').droppedOut(
      '2026-03-13',
      '2026-03-13',
    );
    annul(told, '2026-05-20', told.last);
    expect(by(told, 'D-month').map(({ exempt }) => exempt)).toEqual([true, true, undefined, undefined]);
    expect(toDeclare(told, '2026-06-01')).toEqual([]);
    expect(toDeclare(told, '2026-06-09')).toEqual(['D-month']);
  });

  it('is exempt where more was owed only afterwards: an interruption that is taken back', () => {
    const told = attendedThrough(started(), '2026-03-02', '2026-03-13');
    told.tell({ type: 'Interrupt', from: '2026-03-16', reason: 'cure' }, '2026-03-16');
    annul(told, '2026-04-20', told.last);
    expect(by(told, 'D-month').map(({ exempt }) => exempt)).toEqual([true, undefined, undefined]);
  });

  it('is exempt where it was due only later as it then stood: an earlier first day', () => {
    const told = assigned();
    told.corrected('2026-03-11', told.last, 'startsOn', '2026-03-02');
    expect(by(told, 'D-start')).toMatchObject([{ dueAt: endOfDay('2026-03-05'), exempt: true }]);
  });

  it('is exempt where the crisis was said to be graver only afterwards', () => {
    const told = started().crisis('2026-03-03', 'c-1', 1);
    told.corrected('2026-03-20', told.last, 'severity', 4);
    expect(by(told, 'D-crisis')).toMatchObject([{ exempt: true }]);
  });

  it('is late and not declared where it was met in time as it then stood: a report that is annulled', () => {
    const told = assigned().tell({ type: 'ConfirmStart', startedOn: '2026-03-09' }, '2026-03-10', byProvider);
    annul(told, '2026-03-16', told.last);
    const [duty] = by(told, 'D-start');
    expect(duty).toMatchObject({ unmetSince: 'amended' });
    expect(isOverdueAt(duty!, moment('2026-03-17'))).toBe(true);
    expect(toDeclare(told, '2026-03-17')).toEqual([]);
  });

  it('is declared where it was overdue before', () => {
    const told = assigned().tell({ type: 'ConfirmStart', startedOn: '2026-03-09' }, '2026-03-16', byProvider);
    annul(told, '2026-03-17', told.last);
    expect(toDeclare(told, '2026-03-18')).toEqual(['D-start']);
  });

  it('is owed like any other where the correction came before it was due, or is about something else', () => {
    const told = assigned();
    told.corrected('2026-03-03', told.last, 'startsOn', '2026-03-05');
    expect(toDeclare(told, '2026-03-10')).toEqual(['D-start']);
    const other = assigned();
    other.corrected('2026-03-20', other.last, 'note', 'better words');
    expect(toDeclare(other, '2026-03-21')).toEqual(['D-start']);
  });

  it('keeps a declaration and its due moment in the counts', () => {
    const told = withDeclared(assigned(), `D-start-${assigned().last}`, '2026-03-13');
    told.corrected(
      '2026-03-20',
      told.history.findLast(({ type }) => type === 'PlaceAssigned')!.id,
      'startsOn',
      '2026-03-02',
    );
    expect(by(told, 'D-start')).toMatchObject([{ declaredBy: expect.any(String) as string }]);
    expect(by(told, 'D-start')[0]).not.toHaveProperty('exempt');
  });
});
