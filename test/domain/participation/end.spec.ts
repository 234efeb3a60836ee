import {
  completeParticipation,
  confirmDropout,
  recordWhereabouts,
} from '../../support/domain/participation-commands.js';
import {
  crisisOpened,
  crisisResolved,
  droppedOutOn,
  dropoutProposed,
  excused,
  participationCompleted,
  participationInterrupted,
  participationResumed,
  plannedFree,
  present,
  riskFlagged,
  unexcused,
  whereaboutsRecorded,
} from '../../support/domain/participation-events.js';
import { completed, droppedOut, given, interrupted, started } from '../../support/domain/participation.js';

const exits = [confirmDropout, completeParticipation] as const;

describe('every end', () => {
  it.each(exits)('lies between the start and the moment it is told', exit => {
    given(started())
      .when(exit({ endedOn: '2026-05-04' }))
      .then(...endOn(exit, '2026-05-04'));
    given(started())
      .when(exit({ endedOn: '2026-05-03' }), { on: '05-29' })
      .thenRejected('time-order');
    given(started())
      .when(exit({ endedOn: '2026-05-30' }), { on: '05-29' })
      .thenRejected('time-order', 'input');
  });

  it.each(exits)('is not before a day on which the client was there', exit => {
    given(started(present('05-11', '05-12')))
      .when(exit({ endedOn: '2026-05-11' }), { on: '05-29' })
      .thenRejected('time-order');
    given(started(present('05-11', '05-12')))
      .when(exit({ endedOn: '2026-05-12' }), { on: '05-29' })
      .then(...endOn(exit, '2026-05-12'));
  });

  it.each(exits)('may be before days on which nobody was there any more', exit =>
    given(started(present('05-12'), excused('05-13'), unexcused('05-15'), plannedFree('05-18')))
      .when(exit({ endedOn: '2026-05-12' }), { on: '05-29' })
      .then(...endOn(exit, '2026-05-12')),
  );

  it.each(exits)('is not before the client came back from an interruption', exit =>
    given(interrupted(), participationResumed())
      .when(exit({ endedOn: '2026-05-24' }), { on: '05-29' })
      .thenRejected('time-order'),
  );

  it.each(exits)('may come before an interruption that was only planned', exit =>
    given(started(), { ...participationInterrupted({ from: '2026-06-15' }) })
      .when(exit({ endedOn: '2026-05-29' }))
      .then(...endOn(exit, '2026-05-29')),
  );

  it.each(exits)('leaves no proposal and no risk to decide on', exit =>
    given(started(dropoutProposed(), riskFlagged()))
      .when(exit())
      .then(...endOn(exit, '2026-05-29')),
  );
});

const endOn = (exit: (typeof exits)[number], endedOn: string) =>
  exit === confirmDropout ? [droppedOutOn({ endedOn })] : [participationCompleted({ endedOn })];

describe('ConfirmDropout', () => {
  it('keeps three reasons side by side', () =>
    given(started())
      .when(
        confirmDropout({
          providerReason: 'excluded-by-provider',
          clientReason: 'conflict',
          adviserFinding: 'provider-deficiency',
          note: 'see the file',
          rawCode: 'A2',
        }),
      )
      .then(
        droppedOutOn(
          {
            providerReason: 'excluded-by-provider',
            clientReason: 'conflict',
            adviserFinding: 'provider-deficiency',
          },
          { note: 'see the file', rawCode: 'A2' },
        ),
      ));

  it('discloses none of them that must not be', () =>
    given(started())
      .when(confirmDropout({ providerReason: 'illness', clientReason: 'pregnancy', adviserFinding: 'moved' }))
      .then(
        droppedOutOn(
          { providerReason: 'not-disclosed', clientReason: 'not-disclosed', adviserFinding: 'moved' },
          { providerReason: 'illness', clientReason: 'pregnancy' },
        ),
      ));

  it('needs no hand-over', () => given(started(crisisOpened())).when(confirmDropout()).then(droppedOutOn()));
});

describe('CompleteParticipation', () => {
  const inCrisis = started(crisisOpened(), crisisOpened({ crisisId: 'crisis-2' }));

  it('says what was reached and gained', () =>
    given(started())
      .when(
        completeParticipation({
          result: 'goal-partly-reached',
          gains: ['clarity', 'next-step'],
          note: 'well',
        }),
      )
      .then(
        participationCompleted(
          { result: 'goal-partly-reached', gains: ['clarity', 'next-step'] },
          { note: 'well' },
        ),
      ));

  it('is refused while a crisis has no hand-over', () => {
    given(inCrisis).when(completeParticipation()).thenRejected('crisis-open');
    given(inCrisis)
      .when(completeParticipation({ handOvers: [{ crisisId: 'crisis-1', to: 'office' }] }))
      .thenRejected('crisis-open');
  });

  it('hands over each crisis still open', () => {
    const handOvers = [
      { crisisId: 'crisis-1', to: 'office' },
      { crisisId: 'crisis-2', to: 'other-service' },
    ] as const;
    given(inCrisis).when(completeParticipation({ handOvers })).then(participationCompleted({ handOvers }));
    given(started(crisisOpened(), crisisResolved()))
      .when(completeParticipation())
      .then(participationCompleted());
  });

  it('hands over only what is there', () =>
    given(started())
      .when(completeParticipation({ handOvers: [{ crisisId: 'crisis-9', to: 'office' }] }))
      .thenRejected('unknown-crisis'));
});

describe('RecordWhereabouts', () => {
  it.each([completed, droppedOut])('says where the client is', tell =>
    given(tell())
      .when(
        recordWhereabouts({ monthsAfter: 6, whereabouts: 'in-training', note: 'since June', rawCode: 'V3' }),
      )
      .then(
        whereaboutsRecorded(
          { monthsAfter: 6, whereabouts: 'in-training' },
          { note: 'since June', rawCode: 'V3' },
        ),
      ),
  );

  it('is done once for each of the two moments', () => {
    given(completed(), whereaboutsRecorded()).when(recordWhereabouts()).thenRejected('already-recorded');
    given(completed(), whereaboutsRecorded())
      .when(recordWhereabouts({ monthsAfter: 6 }))
      .then(whereaboutsRecorded({ monthsAfter: 6 }));
  });

  it('is not known before the end', () =>
    given(completed()).when(recordWhereabouts(), { on: '05-28' }).thenRejected('time-order'));
});
