import {
  avertDropout,
  clearRisk,
  flagRisk,
  proposeDropout,
} from '../../support/domain/participation-commands.js';
import {
  contactHeld,
  dropoutAverted,
  dropoutProposed,
  riskCleared,
  riskFlagged,
} from '../../support/domain/participation-events.js';
import { given, started } from '../../support/domain/participation.js';
import { clerk } from '../../support/domain/people.js';
import { named } from '../../support/domain/told.js';

const atRisk = started(riskFlagged());

describe('FlagDropoutRisk', () => {
  it.each(['client', 'provider', 'adviser'] as const)('says who sees it (%s) and why', raisedBy =>
    given(started(), named('talk', contactHeld()))
      .when(flagRisk({ raisedBy, because: ['talk', 'entry-0'], note: 'wants to give up' }))
      .then(
        riskFlagged(
          { riskId: 'risk-2', raisedBy, because: ['talk', 'entry-0'] },
          { note: 'wants to give up' },
        ),
      ),
  );

  it('needs no entry that led to it', () =>
    given(started())
      .when(flagRisk())
      .then(riskFlagged({ riskId: 'risk-2' })));

  it('names only entries that are there', () =>
    given(started())
      .when(flagRisk({ because: ['entry-0', 'nothing'] }))
      .thenRejected('unknown-entry'));

  it('is one at a time', () => {
    given(atRisk).when(flagRisk()).thenRejected('already-open');
    given(atRisk, riskCleared())
      .when(flagRisk())
      .then(riskFlagged({ riskId: 'risk-2' }));
    given(atRisk, riskCleared())
      .when(flagRisk({ riskId: 'risk-1' }))
      .thenRejected('already-open');
  });

  it('was not seen before the start', () =>
    given(started()).when(flagRisk(), { on: '05-03' }).thenRejected('time-order'));
});

describe('ClearDropoutRisk', () => {
  it('says what came of it', () =>
    given(atRisk)
      .when(clearRisk({ result: 'unfounded', note: 'a misunderstanding' }))
      .then(riskCleared({ result: 'unfounded' }, { note: 'a misunderstanding' })));
  it('needs a risk', () => given(started()).when(clearRisk()).thenRejected('unknown-risk'));
  it('is done once', () => given(atRisk, riskCleared()).when(clearRisk()).thenRejected('already-resolved'));
  it('is not older than it', () => {
    given(atRisk).when(clearRisk(), { on: '05-06T09:59' }).thenRejected('time-order');
    given(atRisk).when(clearRisk(), { on: '05-06' }).then(riskCleared());
  });
});

describe('a dropout proposal', () => {
  const proposed = started(dropoutProposed());

  it('comes with its reason, as the provider’s word where the provider speaks', () =>
    given(started())
      .when(proposeDropout({ reason: 'conflict', note: 'again', rawCode: 'A1' }), {
        by: clerk,
        source: 'provider',
      })
      .then({
        ...dropoutProposed({ reason: 'conflict' }, { note: 'again', rawCode: 'A1' }),
        source: 'provider',
      }));

  it.each(['illness', 'pregnancy', 'care'] as const)('does not tell of %s', reason =>
    given(started())
      .when(proposeDropout({ reason }))
      .then(dropoutProposed({ reason: 'not-disclosed' }, { reason })),
  );

  it('is one at a time, and not older than the start', () => {
    given(proposed).when(proposeDropout()).thenRejected('already-open');
    given(started()).when(proposeDropout(), { on: '05-03' }).thenRejected('time-order');
    given(proposed, dropoutAverted()).when(proposeDropout()).then(dropoutProposed());
  });

  it('is averted by what was agreed', () =>
    given(proposed)
      .when(avertDropout({ agreed: 'half days in June' }))
      .then(dropoutAverted({}, { agreed: 'half days in June' })));

  it('cannot be averted where there is none', () => {
    given(started()).when(avertDropout()).thenRejected('unknown-proposal');
    given(proposed, dropoutAverted()).when(avertDropout()).thenRejected('unknown-proposal');
    given(proposed).when(avertDropout(), { on: '05-07T09:59' }).thenRejected('time-order');
    given(proposed)
      .when(avertDropout(), { on: '05-07' })
      .then(dropoutAverted({}, { agreed: 'a talk every week' }));
  });
});
