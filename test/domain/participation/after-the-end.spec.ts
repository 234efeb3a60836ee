import {
  clearRisk,
  flagRisk,
  openCrisis,
  proposeDropout,
  reassessCrisis,
  recordIntervention,
  reportAttendance,
  resolveCrisis,
  withdrawConsent,
} from '../../support/domain/participation-commands.js';
import {
  crisisOpened,
  crisisReassessed,
  crisisResolved,
  interventionRecorded,
  participationCompleted,
  present,
  riskCleared,
  riskFlagged,
  type ToldEvent,
} from '../../support/domain/participation-events.js';
import { completed, droppedOut, given, started } from '../../support/domain/participation.js';
import { recorded } from '../../support/domain/told.js';
import { stateOf } from '../../../src/participation/evolve.js';
import type { ParticipationEntry } from '../../../src/participation/events.js';
import { openCrises } from '../../../src/participation/state.js';

const late = <T extends ToldEvent>(told: T): T => ({ ...told, data: { ...told.data, afterEnd: true } });
const stateAfter = (...story: (readonly ToldEvent[])[]) =>
  stateOf(recorded(story) as readonly ParticipationEntry[]);

/** What can still be reported, with what it speaks about and what it then reads. */
const reports: readonly (readonly [
  string,
  readonly ToldEvent[],
  Parameters<ReturnType<typeof given>['when']>[0],
  ToldEvent,
])[] = [
  ['attendance', [], reportAttendance(present('05-28')), present('05-28')],
  ['a crisis', [], openCrisis(), crisisOpened({ crisisId: 'crisis-2' })],
  ['a crisis that was reassessed', [crisisOpened()], reassessCrisis(), crisisReassessed()],
  ['an intervention', [crisisOpened()], recordIntervention(), interventionRecorded()],
  ['a crisis that was resolved', [crisisOpened()], resolveCrisis(), crisisResolved()],
  ['a risk', [], flagRisk(), riskFlagged({ riskId: 'risk-2' })],
  ['a risk that was cleared', [riskFlagged()], clearRisk(), riskCleared()],
];

describe.each([
  ['completed', completed],
  ['dropped out', droppedOut],
])('once it is %s', (_, tell) => {
  const after = (course: readonly ToldEvent[]) =>
    tell(...course).map(event =>
      event.type === 'ParticipationCompleted' && course.some(({ type }) => type === 'CrisisOpened')
        ? participationCompleted({ handOvers: [{ crisisId: 'crisis-1', to: 'office' }] })
        : event,
    );

  it.each(reports)('%s can still be reported, and is marked', (_name, course, command, event) =>
    given(after(course)).when(command, { on: '05-29' }).then(late(event)),
  );

  it.each(reports)('%s that occurred later cannot', (name, course, command) => {
    const outcome = given(after(course)).when(
      name === 'attendance' ? reportAttendance(present('05-30')) : command,
      { on: '05-30' },
    );
    outcome.thenRejected(name === 'attendance' ? 'time-order' : 'wrong-phase');
  });

  it.each(reports)('%s reopens nothing', (_name, course, _command, event) => {
    const before = stateAfter(after(course));
    const then = stateAfter(after(course), [late({ ...event, occurred: '2026-05-29T10:00:00.000Z' })]);
    expect(then).toMatchObject({ phase: before.phase, openRisk: undefined, proposal: undefined });
  });

  it('several risks can be told of, for none of them is open', () =>
    given(tell(), [late(riskFlagged())])
      .when(flagRisk(), { on: '05-28' })
      .then(late(riskFlagged({ riskId: 'risk-2' }))));

  it('the last day ends at midnight in Berlin', () => {
    given(tell())
      .when(openCrisis(), { on: '05-29T21:59' })
      .then(late(crisisOpened({ crisisId: 'crisis-2' })));
    given(tell()).when(openCrisis(), { on: '05-29T22:00' }).thenRejected('wrong-phase');
  });

  it('nothing else can', () => {
    given(tell()).when(proposeDropout(), { on: '05-28' }).thenRejected('wrong-phase');
    given(tell()).when(withdrawConsent(), { on: '05-28' }).thenRejected('wrong-phase');
  });
});

describe('a crisis that was handed over', () => {
  const handedOver = [
    ...started(crisisOpened()),
    participationCompleted({ handOvers: [{ crisisId: 'crisis-1', to: 'office' }] }),
  ];

  it('is no longer open', () => expect(openCrises(stateAfter(handedOver))).toEqual([]));

  it('was resolved after all', () => {
    given(handedOver).when(resolveCrisis(), { on: '05-28' }).then(late(crisisResolved()));
    given(handedOver, [late(crisisResolved())])
      .when(resolveCrisis(), { on: '05-28' })
      .thenRejected('already-resolved');
  });
});
