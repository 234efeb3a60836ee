import {
  annulEntry,
  correctEntry,
  deliverAssessment,
  recordRemedy,
} from '../../support/domain/participation-commands.js';
import {
  assessmentDelivered,
  entryAnnulled,
  entryCorrected,
  measureExplained,
  remedyRecorded,
} from '../../support/domain/participation-events.js';
import { completed, given, offered, started } from '../../support/domain/participation.js';
import { named, on } from '../../support/domain/told.js';

describe('DeliverAssessment', () => {
  it('keeps its words apart', () =>
    given(started())
      .when(deliverAssessment({ kind: 'final', shownToClient: false, text: 'reads well now' }))
      .then(assessmentDelivered({ kind: 'final', shownToClient: false }, { text: 'reads well now' })));

  it('is marked after the end, and tells only of what was by then', () => {
    given(completed())
      .when(deliverAssessment(), { on: '05-29' })
      .then(assessmentDelivered({ afterEnd: true }));
    given(completed()).when(deliverAssessment(), { on: '05-30' }).thenRejected('wrong-phase');
  });

  it('tells nothing of the time before the start', () =>
    given(started()).when(deliverAssessment(), { on: '05-03' }).thenRejected('time-order'));
});

describe('RecordRemedy', () => {
  it('says by whom, against what, and whether it suspends that', () =>
    given(offered(named('told', measureExplained())))
      .when(
        recordRemedy({ byWhom: 'provider', kind: 'court', eventId: 'told', suspends: true, note: 'SG 3' }),
      )
      .then(
        remedyRecorded(
          { byWhom: 'provider', kind: 'court', eventId: 'told', suspends: true },
          { note: 'SG 3' },
        ),
      ));

  it('is against what stands in this history', () => {
    given(offered())
      .when(recordRemedy({ eventId: 'nothing' }))
      .thenRejected('unknown-entry');
    given(offered(named('told', measureExplained())), entryAnnulled({ eventId: 'told' }))
      .when(recordRemedy({ eventId: 'told' }))
      .thenRejected('already-annulled');
  });

  it('does not come before what it is against', () => {
    const told = offered(named('told', measureExplained()));
    given(told)
      .when(recordRemedy({ eventId: 'told' }), { on: '04-01' })
      .thenRejected('time-order');
    given(told)
      .when(recordRemedy({ eventId: 'told' }), { on: '04-02' })
      .then(remedyRecorded({ eventId: 'told' }));
  });

  it('is held against what the entry says now', () => {
    const earlier = { eventId: 'told', field: 'occurredAt', is: '2026-04-01T10:00:00.000Z' };
    given(offered(on('04-05', named('told', measureExplained()))), entryCorrected(earlier))
      .when(recordRemedy({ eventId: 'told' }), { on: '04-03' })
      .then(remedyRecorded({ eventId: 'told' }));
  });

  it('does not come to stand before what it is against by a correction, but outlives its annulment', () => {
    const story = [
      ...offered(on('04-05', named('told', measureExplained()))),
      on('04-06', named('remedy', remedyRecorded({ eventId: 'told' }))),
    ];
    const is = '2026-04-04T10:00:00.000Z';
    given(story)
      .when(correctEntry({ eventId: 'remedy', field: 'occurredAt', is, reason: 'mistyped' }), { on: '04-20' })
      .thenRejected('time-order');
    given(story)
      .when(annulEntry({ eventId: 'told', reason: 'never said' }), { on: '04-20' })
      .then(entryAnnulled({ eventId: 'told' }, { reason: 'never said' }));
  });
});
