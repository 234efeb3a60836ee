import { countedDays } from '../../../src/participation/attendance.js';
import type { ParticipationEntry } from '../../../src/participation/events.js';
import { stateOf } from '../../../src/participation/evolve.js';
import { hasCourse, holdsPlace, openCrises } from '../../../src/participation/state.js';
import { phases } from '../../support/domain/every-command.js';
import {
  crisisOpened,
  crisisReassessed,
  crisisResolved,
  droppedOutOn,
  participationCompleted,
  participationInterrupted,
  participationResumed,
  plannedFree,
  present,
  unexcused,
  type ToldEvent,
} from '../../support/domain/participation-events.js';
import { started } from '../../support/domain/participation.js';
import { recorded } from '../../support/domain/told.js';

const history = (...story: readonly (readonly ToldEvent[])[]) =>
  recorded(story) as readonly ParticipationEntry[];

/** The days of May that count. */
function counted(...story: readonly (readonly ToldEvent[])[]) {
  const state = stateOf(history(...story));
  return hasCourse(state) ? countedDays(state.attendance).map(({ day }) => day.slice(5)) : [];
}

describe('the days that count', () => {
  it('are in their own order, without those that were planned free', () =>
    expect(counted(started(present('05-06'), unexcused('05-04'), plannedFree('05-05')))).toEqual([
      '05-04',
      '05-06',
    ]));

  it('end with the last day', () => {
    const days = present('05-04');
    const absent = unexcused('05-11', '05-12');
    expect(counted(started(days, absent), [droppedOutOn({ endedOn: '2026-05-11' })])).toEqual([
      '05-04',
      '05-11',
    ]);
    expect(counted(started(days, absent))).toEqual(['05-04', '05-11', '05-12']);
  });

  it('are not those of an interruption that the end found open', () => {
    const late = { ...present('05-19', '05-20', '05-29'), occurred: '2026-05-29T10:00:00.000Z' };
    const open = started(participationInterrupted());
    expect(counted(open, [droppedOutOn(), late])).toEqual(['05-19']);
    expect(counted(open, [participationResumed(), droppedOutOn(), late])).toEqual(['05-19', '05-29']);
  });
});

describe('a crisis', () => {
  it('is as severe as it was last said to be, and open until it is resolved or handed over', () => {
    const inCrisis = started(crisisOpened(), crisisReassessed());
    const state = stateOf(history(inCrisis));
    expect(hasCourse(state) && state.crises.get('crisis-1')).toMatchObject({ severity: 3, resolved: false });
    const handOvers = [{ crisisId: 'crisis-1', to: 'office' } as const];
    const open = (...then: readonly ToldEvent[]) => openCrises(stateOf(history(inCrisis, then)));
    expect(open()).toEqual(['crisis-1']);
    expect(open(crisisResolved())).toEqual([]);
    expect(open(participationCompleted({ handOvers }))).toEqual([]);
    expect(open(droppedOutOn())).toEqual(['crisis-1']);
  });
});

describe('a place', () => {
  it.each(phases)('belongs to one that is %s: or not', (phase, tell) =>
    expect(holdsPlace(stateOf(history(tell())))).toBe(['assigned', 'started', 'interrupted'].includes(phase)),
  );
});
