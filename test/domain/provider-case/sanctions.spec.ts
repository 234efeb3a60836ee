import {
  command,
  decided,
  demanded,
  found,
  given,
  heard,
  invited,
  observed,
  reinspected,
  reported,
  warned,
} from '../../support/domain/provider-case.js';

const pursued = [observed(), found()];
const decide = (decision: 'termination' | 'voucher-exclusion' | 'penalty', fields: object = {}) =>
  command('RecordDecision', { decision, ...fields });
/** Demanded on 7 May with 14 days: until the end of 21 May. */
const overdue = [...pursued, demanded(), heard()];

describe.each(['termination', 'voucher-exclusion'] as const)('%s', decision => {
  it('waits for a cure deadline to lapse, by when it was decided', () => {
    given(...pursued, heard())
      .when(decide(decision), { on: '06-01' })
      .thenRejected('cure-not-lapsed');
    given(...overdue)
      .when(decide(decision), { on: '05-21T21:59' })
      .thenRejected('cure-not-lapsed');
    given(...overdue)
      .when(decide(decision), { on: '05-21T22:00' })
      .then(decided({ decision }));
  });

  it('waits for the look at a cure that was reported in time', () => {
    given(...overdue, reported('05-21'))
      .when(decide(decision), { on: '06-01' })
      .thenRejected('cure-not-lapsed');
    given(...overdue, reported('05-22'))
      .when(decide(decision), { on: '06-01' })
      .then(decided({ decision }));
    given(...overdue, reported('05-21'), reinspected('partly'))
      .when(decide(decision), { on: '06-01' })
      .then(decided({ decision }));
  });

  it('falls away with a later cure', () => {
    given(...overdue, reinspected('cured'))
      .when(decide(decision), { on: '06-01' })
      .thenRejected('cure-not-lapsed');
    // Decided before anybody found it cured.
    given(...overdue, reinspected('cured', '06-02'))
      .when(decide(decision), { on: '06-01' })
      .then(decided({ decision }));
  });

  it('asks of several demands that one has lapsed and was not cured', () => {
    const two = [...overdue, demanded('05-20', 30, 'demand-2')];
    const on = { on: '06-01' };
    given(...two)
      .when(decide(decision), on)
      .then(decided({ decision }));
    given(...two, reinspected('cured'))
      .when(decide(decision), on)
      .thenRejected('cure-not-lapsed');
    given(...two, reported('05-21'))
      .when(decide(decision), on)
      .thenRejected('cure-not-lapsed');
    given(...two, reported('05-21', 'demand-2'))
      .when(decide(decision), on)
      .then(decided({ decision }));
    given(...two, reinspected('cured'), reinspected('partly', '06-25', 'demand-2'))
      .when(decide(decision), { on: '06-26' })
      .then(decided({ decision }, '06-26'));
  });

  it('needs no lapsed cure under an exception of the rulebook', () => {
    const exception = 'danger-to-clients';
    given(...pursued, heard())
      .when(decide(decision, { exception }), { on: '06-01' })
      .then(decided({ decision, exception }));
    given(...overdue)
      .when(decide(decision, { exception: 'because' }), { on: '06-01' })
      .thenRejected('unknown-exception', 'input');
    given(...pursued)
      .when(decide(decision, { exception }), { on: '06-01' })
      .thenRejected('not-heard');
  });

  it('waits for the statement or for the end of its deadline', () => {
    const lapsed = [...pursued, demanded('05-07', 14)];
    given(...lapsed)
      .when(decide(decision), { on: '06-01' })
      .thenRejected('not-heard');
    given(...lapsed, invited('05-20', 14))
      .when(decide(decision), { on: '06-03T21:59' })
      .thenRejected('not-heard');
    given(...lapsed, invited('05-20', 14))
      .when(decide(decision), { on: '06-03T22:00' })
      .then(decided({ decision }));
    given(...lapsed, invited('05-20', 14), heard('05-22'))
      .when(decide(decision), { on: '06-01' })
      .then(decided({ decision }));
  });

  it('waits anew for who was invited anew', () => {
    const lapsed = [...pursued, demanded('05-07', 14), invited('05-07', 14), heard('05-12')];
    given(...lapsed, invited('05-25', 14))
      .when(decide(decision), { on: '06-01' })
      .thenRejected('not-heard');
    // Both on one day: the statement that stood in the case already answers nothing that was asked after it.
    given(...lapsed, heard('05-25T08:00'), invited('05-25', 14))
      .when(decide(decision), { on: '06-01' })
      .thenRejected('not-heard');
    given(...lapsed, invited('05-25', 14), heard('05-25T08:00'))
      .when(decide(decision), { on: '06-01' })
      .then(decided({ decision }));
    given(...lapsed, invited('05-25', 14), heard('05-29'))
      .when(decide(decision), { on: '06-01' })
      .then(decided({ decision }));
  });
});

describe('a new breach after a warning', () => {
  const again = [
    ...pursued,
    warned(),
    found({ breachedOn: '2026-05-20', afterWarning: true }, '05-22'),
    heard('05-25'),
  ];

  it('is reason enough to terminate, and none to exclude from vouchers', () => {
    given(...again)
      .when(decide('termination'), { on: '06-01' })
      .then(decided());
    given(...again)
      .when(decide('voucher-exclusion'), { on: '06-01' })
      .thenRejected('cure-not-lapsed');
  });

  it('is none before it was found', () =>
    given(...again)
      .when(decide('termination'), { on: '05-21' })
      .thenRejected('cure-not-lapsed'));
});

it('a penalty needs a finding and no more', () =>
  given(...pursued)
    .when(decide('penalty', { amount: 50_000 }), { on: '06-01' })
    .then(decided({ decision: 'penalty', amount: 50_000 })));
