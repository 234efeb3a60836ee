import type { ParticipationCommand, ParticipationCommandType } from '../../../src/participation/commands.js';
import { stateOf } from '../../../src/participation/evolve.js';
import type { ParticipationEntry } from '../../../src/participation/events.js';
import type { Phase } from '../../../src/participation/state.js';
import { isRejection } from '../../../src/terms/rejection.js';
import * as command from '../../support/domain/participation-commands.js';
import * as event from '../../support/domain/participation-events.js';
import * as story from '../../support/domain/participation.js';
import { clerk } from '../../support/domain/people.js';
import { as, named, recorded } from '../../support/domain/told.js';

type Chapter = readonly event.ToldEvent[];

/**
 * domain.md, "Phases of a participation", command by command. `+` is allowed, `.` is refused as wrong-phase; a
 * letter is the truer refusal: c consent stands already, a it is annulled already.
 */
const diagram = `
                      off def con ass | dec wit not | sta int | com dro | ann
ExplainMeasure         +   +   +   +  |  .   .   .  |  +   +  |  .   .  |  .
GiveNotice             +   +   +   +  |  .   .   .  |  +   +  |  .   .  |  .
DeferOffer             +   +   .   .  |  .   .   .  |  .   .  |  .   .  |  .
DeclineOffer           +   +   +   +  |  .   .   .  |  .   .  |  .   .  |  .
WithdrawOffer          +   +   +   +  |  .   .   .  |  .   .  |  .   .  |  .
GiveConsent            +   +   c   c  |  .   .   .  |  c   c  |  .   .  |  .
WithdrawConsent        .   .   +   +  |  .   .   .  |  +   +  |  .   .  |  .
AssignPlace            .   .   +   .  |  .   .   .  |  .   .  |  .   .  |  .
ConfirmStart           .   .   .   +  |  .   .   .  |  .   .  |  .   .  |  .
ReportNoShow           .   .   .   +  |  .   .   .  |  .   .  |  .   .  |  .
ReportAttendance       .   .   .   .  |  .   .   .  |  +   +  |  +   +  |  .
Interrupt              .   .   .   .  |  .   .   .  |  +   .  |  .   .  |  .
Resume                 .   .   .   .  |  .   .   .  |  .   +  |  .   .  |  .
OpenCrisis             .   .   .   .  |  .   .   .  |  +   +  |  +   +  |  .
ReassessCrisis         .   .   .   .  |  .   .   .  |  +   +  |  +   +  |  .
RecordIntervention     .   .   .   .  |  .   .   .  |  +   +  |  +   +  |  .
ResolveCrisis          .   .   .   .  |  .   .   .  |  +   +  |  +   +  |  .
FlagDropoutRisk        .   .   .   .  |  .   .   .  |  +   +  |  +   +  |  .
ClearDropoutRisk       .   .   .   .  |  .   .   .  |  +   +  |  +   +  |  .
ProposeDropout         .   .   .   .  |  .   .   .  |  +   +  |  .   .  |  .
AvertDropout           .   .   .   .  |  .   .   .  |  +   +  |  .   .  |  .
ConfirmDropout         .   .   .   .  |  .   .   .  |  +   +  |  .   .  |  .
CompleteParticipation  .   .   .   .  |  .   .   .  |  +   +  |  .   .  |  .
RecordWhereabouts      .   .   .   .  |  .   .   .  |  .   .  |  +   +  |  .
RecordContact          +   +   +   +  |  +   +   +  |  +   +  |  +   +  |  +
CorrectEntry           +   +   +   +  |  +   +   +  |  +   +  |  +   +  |  +
AnnulEntry             +   +   +   +  |  +   +   +  |  +   +  |  +   +  |  +
AnnulParticipation     +   +   +   +  |  +   +   +  |  +   +  |  +   +  |  a
DisputeEntry           +   +   +   +  |  +   +   +  |  +   +  |  +   +  |  +
SettleDispute          +   +   +   +  |  +   +   +  |  +   +  |  +   +  |  +
`;

const refusals: Readonly<Record<string, string>> = {
  '.': 'wrong-phase',
  c: 'already-consented',
  a: 'already-annulled',
};

const phases: readonly (readonly [Phase, (...then: Chapter) => Chapter])[] = [
  ['offered', story.offered],
  ['deferred', story.deferred],
  ['consented', story.consented],
  ['assigned', story.assigned],
  ['declined', story.declined],
  ['withdrawn', story.withdrawn],
  ['not-started', story.notStarted],
  ['started', story.started],
  ['interrupted', story.interrupted],
  ['completed', story.completed],
  ['dropped-out', story.droppedOut],
  ['annulled', story.annulled],
];

interface Case {
  readonly command: ParticipationCommand;
  /** What it speaks about, where that must have happened before. */
  readonly about?: Chapter;
  /** Where the course of a participation is needed for it, which a phase before the start does not have. */
  readonly inCourse?: Chapter;
  readonly on?: string;
}

const contact = named('contact', event.contactHeld());
const disputed = named('dispute', { ...event.entryDisputed(), occurred: contact.occurred });

const cases: Readonly<Record<Exclude<ParticipationCommandType, 'OfferMeasure'>, Case>> = {
  ExplainMeasure: { command: command.explainMeasure() },
  GiveNotice: { command: command.giveNotice() },
  DeferOffer: { command: command.deferOffer() },
  DeclineOffer: { command: command.declineOffer() },
  WithdrawOffer: { command: command.withdrawOffer() },
  GiveConsent: { command: command.giveConsent() },
  WithdrawConsent: { command: command.withdrawConsent() },
  AssignPlace: { command: command.assignPlace() },
  ConfirmStart: { command: command.confirmStart() },
  ReportNoShow: { command: command.reportNoShow() },
  ReportAttendance: { command: command.reportAttendance(event.present('05-05')), on: '05-05' },
  Interrupt: { command: command.interrupt() },
  Resume: { command: command.resume() },
  OpenCrisis: { command: command.openCrisis(), on: '05-12' },
  ReassessCrisis: { command: command.reassessCrisis(), inCourse: [event.crisisOpened()], on: '05-12' },
  RecordIntervention: {
    command: command.recordIntervention({ crisisId: undefined, riskId: 'risk-1' }),
    inCourse: [event.riskFlagged()],
    on: '05-12',
  },
  ResolveCrisis: { command: command.resolveCrisis(), inCourse: [event.crisisOpened()], on: '05-12' },
  FlagDropoutRisk: { command: command.flagRisk(), on: '05-12' },
  ClearDropoutRisk: { command: command.clearRisk(), inCourse: [event.riskFlagged()], on: '05-12' },
  ProposeDropout: { command: command.proposeDropout() },
  AvertDropout: { command: command.avertDropout(), inCourse: [event.dropoutProposed()] },
  ConfirmDropout: { command: command.confirmDropout() },
  CompleteParticipation: { command: command.completeParticipation() },
  RecordWhereabouts: { command: command.recordWhereabouts() },
  RecordContact: { command: command.recordContact() },
  CorrectEntry: { command: command.correctEntry() },
  AnnulEntry: { command: command.annulEntry({ eventId: 'contact' }), about: [contact] },
  AnnulParticipation: { command: command.annulParticipation() },
  DisputeEntry: { command: command.disputeEntry() },
  SettleDispute: { command: command.settleDispute(), about: [as({ by: clerk }, contact), disputed] },
};

/** What the diagram says, as rows of command, phase and expected refusal (undefined where it is allowed). */
const rows = diagram
  .trim()
  .split('\n')
  .slice(1)
  .flatMap(line => {
    const [name, ...marks] = line.replaceAll('|', '').trim().split(/\s+/);
    return marks.map(
      (mark, i) => [name!, phases[i]![0], mark === '+' ? undefined : refusals[mark]!] as const,
    );
  });

function storyOf(phase: Phase, { about = [], inCourse = [] }: Case): Chapter {
  const [, tell] = phases.find(([name]) => name === phase)!;
  const hasCourse = ['started', 'interrupted', 'completed', 'dropped-out', 'annulled'].includes(phase);
  const disputes = about.map(one =>
    one.id === 'dispute' ? { ...one, data: { ...one.data, eventId: 'contact' } } : one,
  );
  const chapter = tell(...(hasCourse ? inCourse : []));
  const told = [chapter[0]!, ...disputes, ...chapter.slice(1)] as Chapter;
  const open = inCourse.some(({ type }) => type === 'CrisisOpened');
  return told.map(one =>
    one.type === 'ParticipationCompleted' && open
      ? { ...one, data: { ...one.data, handOvers: [{ crisisId: 'crisis-1', to: 'office' as const }] } }
      : one,
  );
}

describe('the phases of a participation', () => {
  it('are all in the diagram, with every command but the first', () => {
    expect(new Set(rows.map(([name]) => name))).toEqual(new Set(Object.keys(cases)));
    expect(rows).toHaveLength(Object.keys(cases).length * phases.length);
  });

  it.each(phases)('the story of %s comes to it', (phase, tell) => {
    expect(stateOf(recorded([tell()]) as readonly ParticipationEntry[]).phase).toBe(phase);
  });

  it.each(rows)('%s when %s: refused as %s', (name, phase, refusal) => {
    const told = cases[name as keyof typeof cases];
    const outcome = story.given(storyOf(phase, told)).when(told.command, told.on ? { on: told.on } : {});
    if (refusal === undefined) expect(outcome.decided).not.toHaveProperty('code');
    else if (isRejection(outcome.decided)) expect(outcome.decided.code).toBe(refusal);
    else throw new Error(`accepted: ${JSON.stringify(outcome.decided)}`);
  });

  it.each(Object.entries(cases))('%s where nothing was offered', (_, told) =>
    story.given().when(told.command).thenRejected('unknown-participation'),
  );

  it.each(phases)('a second offer when %s', (_, tell) =>
    story.given(tell()).when(command.offerMeasure()).thenRejected('already-offered'),
  );

  it('allow consent while none stands, and again after it was withdrawn', () => {
    for (const tell of [
      story.obliged(),
      story.obliged(event.participationInterrupted()),
      story.unwilling('05-06'),
    ])
      expect(story.given(tell).when(command.giveConsent()).decided).not.toHaveProperty('code');
  });

  it.each([story.offered, story.deferred, story.consented])(
    'allow an obligation before consent or with it',
    tell => {
      const assigned = { startsOn: '2026-05-04', basis: 'obligation' } as const;
      story
        .given(tell())
        .when(command.assignPlace(assigned))
        .then({ ...event.placeAssigned(assigned) });
    },
  );
});
