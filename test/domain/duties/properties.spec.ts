import * as fc from 'fast-check';
import { isUndeclared, type Duty } from '../../../src/participation/duties/duty.js';
import { rewrites } from '../../../src/participation/effective.js';
import type { ParticipationEntry } from '../../../src/participation/events.js';
import { addDays } from '../../../src/terms/times.js';
import { anyParticipation } from '../../support/any-participation.js';
import { byProvider, type Told } from '../../support/told-participation.js';
import { owed, started } from '../../support/domain/owed.js';

const day = fc.nat(80).map(n => addDays('2026-03-02', n));
const said = fc.record({ on: day, learned: fc.nat(20) });

interface Telling {
  readonly kind: 'contact' | 'intervention' | 'attendance';
  readonly on: string;
  readonly learned: number;
}
const tellings: fc.Arbitrary<readonly Telling[]> = fc.array(
  fc
    .tuple(fc.constantFrom('contact' as const, 'intervention' as const, 'attendance' as const), said)
    .map(([kind, { on, learned }]) => ({ kind, on, learned })),
  { maxLength: 25 },
);

function tell(told: Told, { kind, on, learned }: Telling): Told {
  const telling = { learned: addDays(on, learned), written: '2026-07-31' };
  switch (kind) {
    case 'contact':
      return told.tell(
        { type: 'RecordContact', between: ['client', 'adviser'], channel: 'video', onSite: false },
        on,
        telling,
      );
    case 'intervention':
      return told.tell(
        { type: 'RecordIntervention', crisisId: 'c-1', byRole: 'adviser', kind: 'talk' },
        on,
        telling,
      );
    case 'attendance': {
      const days = Object.fromEntries(
        [0, 1, 2, 3, 4, 5, 6]
          .map(back => [addDays(on, -back), 'present' as const])
          .filter(([of]) => (of as string) >= '2026-03-02'),
      );
      return told.attended(on, days, { ...byProvider, ...telling });
    }
  }
}

/** What is owed and when it was met, without the ids that tell only in which order it was written down. */
const outcome = (told: Told, order: readonly Telling[]) => {
  const course = told.crisis('2026-03-02', 'c-1', 3);
  for (const one of order) tell(course, one);
  const founding = new Map(course.history.map(({ id, occurredAt, type }) => [id, `${type} ${occurredAt}`]));
  return owed(course)
    .map(({ rule, dueAt, foundedBy, met }) => [rule, dueAt, founding.get(foundedBy), met?.at])
    .map(String)
    .toSorted();
};

/** A history as it stood after each of its entries. */
const stages = ({ history }: Told): readonly (readonly ParticipationEntry[])[] =>
  history.map((_, index) => history.slice(0, index + 1));

const course = ['ParticipationStarted', 'ParticipationDroppedOut', 'ParticipationCompleted'] as const;
/** What each rule is about. */
const relevant: Readonly<Record<Duty['rule'], readonly ParticipationEntry['type'][]>> = {
  'D-start': ['PlaceAssigned', 'ParticipationStarted'],
  'D-month': [...course, 'ParticipationInterrupted', 'ParticipationResumed', 'AttendanceReported'],
  'D-inform': [
    ...course,
    'CrisisOpened',
    'CrisisReassessed',
    'DropoutRiskFlagged',
    'DropoutProposed',
    'AttendanceReported',
    'ParticipationInterrupted',
    'ParticipationResumed',
    'ConsentWithdrawn',
    'ConsentGiven',
    'NoticeGiven',
  ],
  'D-crisis': [...course, 'CrisisOpened', 'CrisisReassessed', 'CrisisResolved', 'InterventionRecorded'],
  'D-contact': [...course, 'ContactHeld'],
  'D-exit': ['ParticipationStarted', 'ConsentWithdrawn'],
};

describe('duties', () => {
  it('are the same in whatever order it was written down what happened', () => {
    fc.assert(
      fc.property(tellings, fc.infiniteStream(fc.nat()), (all, keys) => {
        const shuffled = all
          .map(one => [keys.next().value as number, one] as const)
          .toSorted(([a], [b]) => a - b);
        expect(
          outcome(
            started(),
            shuffled.map(([, one]) => one),
          ),
        ).toEqual(outcome(started(), all));
      }),
      { numRuns: 60 },
    );
  });

  it('have an id of their own each, and one that is not met is met by nobody', () => {
    fc.assert(
      fc.property(anyParticipation, told => {
        const ids = owed(told).map(({ dutyId }) => dutyId);
        expect(new Set(ids).size).toBe(ids.length);
        const entries = new Set(told.history.map(({ id }) => id));
        for (const { foundedBy, met } of owed(told)) {
          expect(entries).toContain(foundedBy);
          if (met) expect(entries).toContain(met.by);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('keep their id through corrections and annulments of entries that they are not about', () => {
    fc.assert(
      fc.property(anyParticipation, told => {
        for (const after of stages(told)) {
          const entry = after.at(-1)!;
          if (entry.type !== 'EntryCorrected' && entry.type !== 'EntryAnnulled') continue;
          const about = after.find(({ id }) => id === entry.data.eventId)!;
          if (rewrites(about)) continue;
          const kept = new Set(owed({ history: after }).map(({ dutyId }) => dutyId));
          for (const { rule, dutyId } of owed({ history: after.slice(0, -1) }))
            if (!relevant[rule].includes(about.type)) expect(kept).toContain(dutyId);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('that were met in time are never made to be declared by an entry about an entry', () => {
    fc.assert(
      fc.property(anyParticipation, told => {
        stages(told).forEach((after, index) => {
          const entry = after.at(-1)!;
          if (index === 0 || !rewrites(entry)) return;
          const before = owed({ history: after.slice(0, -1) });
          const innocent = new Set(
            before
              .filter(({ met, dueAt }) => met && met.at <= dueAt && dueAt < entry.recordedAt)
              .map(({ dutyId }) => dutyId),
          );
          const accused = owed({ history: after }).filter(duty => isUndeclared(duty) && !duty.met);
          // What earlier corrections had taken from sight may come back with the annulment of one.
          if (!told.history.slice(0, index).some(rewrites))
            expect(accused.filter(({ dutyId }) => innocent.has(dutyId))).toEqual([]);
        });
      }),
      { numRuns: 300 },
    );
  });
});
