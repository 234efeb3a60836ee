import {
  openCrisis,
  reassessCrisis,
  recordIntervention,
  resolveCrisis,
} from '../../support/domain/participation-commands.js';
import {
  crisisOpened,
  crisisReassessed,
  crisisResolved,
  interventionRecorded,
  riskFlagged,
} from '../../support/domain/participation-events.js';
import { given, started } from '../../support/domain/participation.js';

const inCrisis = started(crisisOpened());
const overcome = started(crisisOpened(), crisisResolved());

describe('OpenCrisis', () => {
  it('says what kind, how severe and of which incident; the description stands apart', () =>
    given(started())
      .when(openCrisis({ severity: 4, incidentId: 'fire-1', description: 'cannot sleep', rawCode: 'X9' }))
      .then(
        crisisOpened(
          { crisisId: 'crisis-2', severity: 4, incidentId: 'fire-1' },
          { description: 'cannot sleep', rawCode: 'X9' },
        ),
      ));

  it.each(['health', 'family-or-care', 'addiction'] as const)('does not tell of %s', kind =>
    given(started())
      .when(openCrisis({ kind }))
      .then(crisisOpened({ crisisId: 'crisis-2', kind: 'not-disclosed' }, { kind })),
  );

  it('may be one of several', () =>
    given(inCrisis)
      .when(openCrisis())
      .then(crisisOpened({ crisisId: 'crisis-2' })));

  it('has an id of its own, also after it was resolved', () => {
    given(inCrisis)
      .when(openCrisis({ crisisId: 'crisis-1' }))
      .thenRejected('already-open');
    given(overcome)
      .when(openCrisis({ crisisId: 'crisis-1' }))
      .thenRejected('already-open');
  });

  it('did not occur before the start, in Berlin', () => {
    given(started()).when(openCrisis(), { on: '05-03T21:59' }).thenRejected('time-order');
    given(started())
      .when(openCrisis(), { on: '05-03T22:00' })
      .then(crisisOpened({ crisisId: 'crisis-2' }));
  });
});

describe('ReassessCrisis', () => {
  it('says how severe it is now', () =>
    given(inCrisis)
      .when(reassessCrisis({ severity: 4, note: 'worse' }))
      .then(crisisReassessed({ severity: 4 }, { note: 'worse' })));
  it('needs a crisis', () => given(started()).when(reassessCrisis()).thenRejected('unknown-crisis'));
  it('needs an open one', () => given(overcome).when(reassessCrisis()).thenRejected('already-resolved'));
  it('is not older than it', () => {
    given(inCrisis).when(reassessCrisis(), { on: '05-06T09:59' }).thenRejected('time-order');
    given(inCrisis).when(reassessCrisis(), { on: '05-06' }).then(crisisReassessed());
  });
});

describe('RecordIntervention', () => {
  it('answers a crisis', () =>
    given(inCrisis)
      .when(
        recordIntervention({
          byRole: 'team-lead',
          kind: 'mediation',
          nextStepDue: '2026-05-12',
          addressedTo: ['provider'],
          note: 'both were heard',
        }),
      )
      .then(
        interventionRecorded(
          { byRole: 'team-lead', kind: 'mediation', nextStepDue: '2026-05-12', addressedTo: ['provider'] },
          { note: 'both were heard' },
        ),
      ));

  it('answers a risk', () =>
    given(started(riskFlagged()))
      .when(recordIntervention({ crisisId: undefined, riskId: 'risk-1' }))
      .then({ ...interventionRecorded(), data: { riskId: 'risk-1', byRole: 'adviser', kind: 'talk' } }));

  it('may follow up what is resolved', () =>
    given(overcome).when(recordIntervention()).then(interventionRecorded()));

  it('names what it answers', () =>
    given(inCrisis)
      .when(recordIntervention({ crisisId: undefined }))
      .thenRejected('unknown-crisis', 'input'));

  it('answers only what is there', () => {
    given(started()).when(recordIntervention()).thenRejected('unknown-crisis');
    given(inCrisis)
      .when(recordIntervention({ riskId: 'risk-1' }))
      .thenRejected('unknown-risk');
  });

  it('is not older than what it answers', () => {
    given(inCrisis).when(recordIntervention(), { on: '05-05' }).thenRejected('time-order');
    given(started(riskFlagged()))
      .when(recordIntervention({ crisisId: undefined, riskId: 'risk-1' }), { on: '05-05' })
      .thenRejected('time-order');
  });
});

describe('ResolveCrisis', () => {
  it('says what came of it', () =>
    given(inCrisis)
      .when(resolveCrisis({ result: 'referred', note: 'to the debt advice' }))
      .then(crisisResolved({ result: 'referred' }, { note: 'to the debt advice' })));
  it('needs a crisis', () => given(started()).when(resolveCrisis()).thenRejected('unknown-crisis'));
  it('is done once', () => given(overcome).when(resolveCrisis()).thenRejected('already-resolved'));
  it('is not older than it', () =>
    given(inCrisis).when(resolveCrisis(), { on: '05-05' }).thenRejected('time-order'));
});
