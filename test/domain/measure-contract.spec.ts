import { changed, contradictions } from '../../src/measure/amendment.js';
import type { MeasureEntry } from '../../src/measure/events.js';
import {
  evolveMeasure,
  exposureOf,
  toWeigh,
  unknownMeasure,
  type RegisteredMeasure,
} from '../../src/measure/measure.js';
import {
  amended,
  amendMeasure,
  given,
  lifted,
  noted,
  registered,
  taken,
  takePlace,
} from '../support/domain/measure.js';
import { recorded, type Story } from '../support/domain/told.js';
import type { MeasureEvent } from '../../src/measure/events.js';

function after(...story: Story<MeasureEvent>): RegisteredMeasure {
  const history = recorded(story, 'measure-1') as readonly MeasureEntry[];
  const state = history.reduce(evolveMeasure, unknownMeasure);
  if (state.status === 'unknown') throw new Error('it was not registered');
  return state;
}

describe('AmendMeasure', () => {
  it('records what changes, with the document', () =>
    given(registered())
      .when(amendMeasure({ title: 'Forward', places: 2, runsTo: '2027-03-31' }))
      .then(amended({ title: 'Forward', runsTo: '2027-03-31' })));

  it('holds from then on', () => {
    given(registered({ places: 1 }), taken('t-1'))
      .when(takePlace('t-2'))
      .thenRejected('no-place-left');
    given(registered({ places: 1 }), taken('t-1'), amended({ places: 2 }))
      .when(takePlace('t-2'))
      .then(taken('t-2'));
    expect(after(registered(), amended({ title: 'Forward', minimumPlaces: 2 }))).toMatchObject({
      title: 'Forward',
      minimumPlaces: 2,
      places: 2,
      pricePerPlaceMonth: 85_000,
    });
  });

  it('is refused where the contract says so already', () => {
    const duties = [{ duty: 'a talk with each client every week', page: 12 }];
    given(registered())
      .when(amendMeasure({ places: 2, duties }))
      .thenRejected('already-recorded');
    given(registered())
      .when(amendMeasure({ duties: [{ ...duties[0]!, page: 13 }] }))
      .then(amended({ duties: [{ ...duties[0]!, page: 13 }] }));
  });

  it('needs a measure', () => given().when(amendMeasure()).thenRejected('unknown-measure'));
});

describe('an amended contract', () => {
  const contract = after(registered({ places: 10, minimumPlaces: 8 }));

  it.each([
    [{ places: 7 }, 'places'],
    [{ minimumPlaces: 11 }, 'minimumPlaces'],
    [{ places: 5, minimumPlaces: 6 }, 'minimumPlaces'],
    [{ runsTo: '2026-01-31' }, 'runsTo'],
  ])('contradicts itself with %j', (to, field) =>
    expect(contradictions(to, contract).map(fault => fault.field)).toEqual([field]),
  );

  it.each([{ places: 8 }, { minimumPlaces: 10 }, { places: 5, minimumPlaces: 5 }, { runsTo: '2026-02-01' }])(
    'may have %j',
    to => expect(contradictions(to, contract)).toEqual([]),
  );

  it('differs in what is not repeated', () =>
    expect(changed({ places: 10, title: 'Forward' }, contract)).toEqual({ title: 'Forward' }));
});

describe('the exposure', () => {
  it.each([
    [[], 3 * 85_000],
    [['t-1', 't-2'], 85_000],
    [['t-1', 't-2', 't-3', 't-4'], 0],
  ] as const)('with %j places taken is %i', (holders, perMonth) => {
    const measure = after(registered({ places: 9, minimumPlaces: 3 }), holders.map(taken));
    expect(exposureOf(measure)).toEqual({
      minimumPlaces: 3,
      occupied: holders.length,
      pricePerPlaceMonth: 85_000,
      perMonth,
    });
  });
});

describe('what an offer must weigh', () => {
  it('is every deficiency but the minor, until it is lifted', () => {
    expect(toWeigh(after(registered()))).toEqual([]);
    const all = [
      noted(),
      noted({ caseId: 'case-2', severity: 'minor' }),
      noted({ caseId: 'case-3', severity: 'grave' }),
    ];
    expect(toWeigh(after(registered(), all))).toEqual(['case-1', 'case-3']);
    expect(toWeigh(after(registered(), all, lifted()))).toEqual(['case-3']);
    expect(toWeigh(after(registered(), all, noted({ severity: 'minor' })))).toEqual(['case-3']);
  });
});
