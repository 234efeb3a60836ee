import fc from 'fast-check';
import { allViews } from '../../src/all-views.js';
import { effective } from '../../src/participation/effective.js';
import type { ParticipationEntry } from '../../src/participation/events.js';
import { evolve, stateOf } from '../../src/participation/evolve.js';
import { none } from '../../src/participation/state.js';
import { anyParticipation } from '../support/any-participation.js';
import { rulebooks } from '../support/told-participation.js';

type History = readonly ParticipationEntry[];

const views = allViews(rulebooks).filter(({ ofParticipation }) => ofParticipation);
const rowsOf = (history: History): object =>
  Object.fromEntries(views.map(view => [view.name, view.ofParticipation!(history)]));

/** The same history as another process would read it: nothing that was computed of an entry is known of its copy. */
const readAnew = (history: History): History => structuredClone(history);

/** As the projector meets a history: so many entries more each time. */
const lengths = (total: number, by: number): readonly number[] => [
  ...Array.from({ length: Math.floor(total / by) }, (_, n) => (n + 1) * by),
  total,
];

describe('what is kept of a history that grows', () => {
  it('never shows in the rows: they are those of a history that is read for the first time', () =>
    fc.assert(
      fc.property(anyParticipation, fc.integer({ min: 1, max: 9 }), ({ history }, by) => {
        for (const length of lengths(history.length, by)) {
          const grown = history.slice(0, length);
          expect(rowsOf(grown)).toEqual(rowsOf(readAnew(grown)));
        }
      }),
      { numRuns: 60 },
    ));

  it('never shows in what was known before: an older history reads as it did', () =>
    fc.assert(
      fc.property(anyParticipation, fc.nat(200), ({ history }, cut) => {
        const older = history.slice(0, cut % (history.length + 1));
        const before = rowsOf(readAnew(older));
        rowsOf(history);
        expect(rowsOf(older)).toEqual(before);
      }),
      { numRuns: 60 },
    ));

  it('never shows in the state: it is that of one event after the other', () =>
    fc.assert(
      fc.property(anyParticipation, ({ history }) => {
        for (const length of history.keys()) {
          const grown = history.slice(0, length);
          expect(stateOf(grown)).toEqual(effective(readAnew(grown)).reduce(evolve, none));
        }
      }),
      { numRuns: 60 },
    ));
});
