import { effective } from '../../../src/participation/effective.js';
import type { ParticipationEntry } from '../../../src/participation/events.js';
import { stateOf } from '../../../src/participation/evolve.js';
import { away, gone, theEntry } from '../../support/domain/corrections.js';
import {
  annulParticipation,
  correctEntry,
  offerMeasure,
} from '../../support/domain/participation-commands.js';
import {
  consentGiven,
  contactHeld,
  crisisOpened,
  entryCorrected,
  flaggedByRule,
  interventionRecorded,
  measureOffered,
  offerDeclined,
  participationAnnulled,
  participationCompleted,
  participationStarted,
  riskCleared,
  riskFlagged,
  unexcused,
  type ToldEvent,
} from '../../support/domain/participation-events.js';
import {
  annulled,
  assigned,
  consented,
  given,
  offered,
  started,
  completed,
} from '../../support/domain/participation.js';
import { named, on, recorded } from '../../support/domain/told.js';

type Story = readonly (ToldEvent | readonly ToldEvent[])[];
const history = (...story: Story) => recorded(story) as readonly ParticipationEntry[];
const ids = (...story: Story) => effective(history(...story)).map(({ id }) => id);

describe('AnnulEntry', () => {
  const talk = theEntry(contactHeld({}, { summary: 'about her son' }));

  it('says which entry and, apart, why', () => given(offered(talk)).when(away()).then(gone()));

  it('takes it out of every answer', () => {
    expect(ids(offered(talk), gone())).toEqual(['entry-0']);
    const withReport = started(theEntry(unexcused('05-04')));
    expect(stateOf(history(withReport, gone()))).toMatchObject({ attendance: { reports: [] } });
  });

  it('speaks of an entry that is there and stands', () => {
    given(offered()).when(away()).thenRejected('unknown-entry');
    given(offered(talk), gone()).when(away()).thenRejected('already-annulled');
  });

  it('can be annulled itself, which brings the entry back, and that again', () => {
    const [first, second, third] = [named('a', gone()), named('b', gone('a')), named('c', gone('b'))];
    given(offered(talk), first).when(away('a')).then(gone('a'));
    expect(ids(offered(talk), first, second)).toEqual(['entry-0', 'it']);
    expect(ids(offered(talk), first, second, third)).toEqual(['entry-0']);
    given(offered(talk), first, second).when(away()).then(gone());
    given(offered(talk), first, second).when(away('a')).thenRejected('already-annulled');
  });

  it('takes a correction back', () => {
    const fixed = named(
      'fix',
      entryCorrected({ eventId: 'it', field: 'channel', was: 'telephone', is: 'video' }),
    );
    given(offered(talk), fixed).when(away('fix')).then(gone('fix'));
    const [, reads] = effective(history(offered(talk), fixed, gone('fix')));
    expect(reads!.data).toEqual(talk.data);
  });

  it('keeps the corrections of an entry that comes back', () => {
    const fixed = named(
      'fix',
      entryCorrected({ eventId: 'it', field: 'channel', was: 'telephone', is: 'video' }),
    );
    const back = [named('a', gone()), gone('a')];
    expect(effective(history(offered(talk), fixed, back))[1]).toMatchObject({
      id: 'it',
      data: { channel: 'video' },
    });
  });

  it('reads a correction in the middle of several out', () => {
    const first = named(
      'first',
      entryCorrected({ eventId: 'it', field: 'channel', was: 'telephone', is: 'video' }),
    );
    const second = entryCorrected({ eventId: 'it', field: 'onSite', was: false, is: true });
    const [, reads] = effective(history(offered(talk), first, second, gone('first')));
    expect(reads!.data).toMatchObject({ channel: 'telephone', onSite: true });
  });
});

describe('an annulment that would make the history impossible is refused:', () => {
  it('the offer itself', () => {
    given(theEntry(measureOffered())).when(away()).thenRejected('wrong-phase');
    given(consented().with(0, theEntry(measureOffered())))
      .when(away())
      .thenRejected('wrong-phase');
  });

  it('the consent that a place was assigned on', () =>
    given(assigned().with(2, theEntry(consentGiven())))
      .when(away())
      .thenRejected('wrong-phase'));

  it('the start of what went on', () => {
    const begun = [...assigned(), theEntry(participationStarted())];
    given(begun, unexcused('05-05')).when(away()).thenRejected('wrong-phase');
    given(begun).when(away()).then(gone());
    expect(stateOf(history(begun, gone())).phase).toBe('assigned');
  });

  it('a crisis that was answered, a risk that was cleared, and the clearing before the next risk', () => {
    given(started(theEntry(crisisOpened()), interventionRecorded()))
      .when(away())
      .thenRejected('unknown-crisis');
    given(started(theEntry(riskFlagged()), riskCleared()))
      .when(away())
      .thenRejected('unknown-risk');
    given(started(riskFlagged(), theEntry(riskCleared()), on('05-09', riskFlagged({ riskId: 'risk-2' }))))
      .when(away())
      .thenRejected('already-open');
  });

  it('a crisis that the end hands over', () =>
    given(
      started(theEntry(crisisOpened())),
      participationCompleted({ handOvers: [{ crisisId: 'crisis-1', to: 'office' }] }),
    )
      .when(away())
      .thenRejected('unknown-crisis'));

  it('an end, where what was told since then goes beyond it', () => {
    const over = [...completed().slice(0, -1), theEntry(participationCompleted())];
    given(over, on('06-01', annulledParticipation())).when(away()).then(gone());
    expect(stateOf(history(over, gone())).phase).toBe('started');
  });

  it('an annulment of what no longer fits', () => {
    const declined = [
      ...offered(theEntry(offerDeclined())),
      named('a', gone()),
      on('06-11', consentGiven({ pressureMarks: ['not-explained'] })),
    ];
    given(declined).when(away('a')).thenRejected('wrong-phase');
  });
});

const annulledParticipation = () => participationAnnulled({}, { reason: 'x' });

describe('what was reported late', () => {
  it('stays a late report when the end is annulled, beside a risk that is open again', () => {
    const risks = [
      riskFlagged(),
      theEntry(participationCompleted()),
      on('05-20', riskFlagged({ riskId: 'risk-2', afterEnd: true })),
    ];
    given(started(...risks))
      .when(away())
      .then(gone());
    expect(stateOf(history(started(...risks), gone()))).toMatchObject({
      phase: 'started',
      openRisk: 'risk-1',
    });
  });
});

describe('a flag', () => {
  it('is not withdrawn when the report behind it is annulled', () => {
    const report = theEntry(unexcused('05-04', '05-05'));
    const flag = on('05-05', named('flag', flaggedByRule({ R1: ['05-04', '05-05'] }, ['it']) as ToldEvent));
    given(started(report, flag)).when(away()).then(gone());
    expect(ids(started(report, flag), gone())).toContain('flag');
  });
});

describe('AnnulParticipation', () => {
  it('says whether by mistake or as a duplicate, and of what', () => {
    given(started())
      .when(annulParticipation({ kind: 'duplicate', of: 't-2', reason: 'entered twice' }))
      .then(participationAnnulled({ kind: 'duplicate', of: 't-2' }, { reason: 'entered twice' }));
    expect(stateOf(history(annulled()))).toMatchObject({ phase: 'annulled', formerly: 'started' });
  });

  it('is done once', () => given(annulled()).when(annulParticipation()).thenRejected('already-annulled'));

  it('can be annulled as an entry, which brings the participation back', () => {
    const over = [...started(), theEntry(participationAnnulled())];
    given(over).when(away()).then(gone());
    expect(stateOf(history(over, gone())).phase).toBe('started');
  });

  it('leaves room for corrections, not for a new offer', () => {
    given(annulled())
      .when(correctEntry())
      .then(entryCorrected({ is: '2026-04-20' }, { reason: 'mistyped' }));
    given(annulled()).when(offerMeasure()).thenRejected('already-offered');
  });
});
