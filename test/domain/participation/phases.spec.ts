import type { ParticipationEntry } from '../../../src/participation/events.js';
import { stateOf } from '../../../src/participation/evolve.js';
import { isRejection } from '../../../src/terms/rejection.js';
import { everyCommand, phases, storyFor } from '../../support/domain/every-command.js';
import * as command from '../../support/domain/participation-commands.js';
import * as event from '../../support/domain/participation-events.js';
import * as story from '../../support/domain/participation.js';
import { recorded } from '../../support/domain/told.js';

/**
 * domain.md, "Phases of a participation", command by command. `+` is allowed, `.` is refused as wrong-phase; a
 * letter is the truer refusal: c consent stands already, a it is annulled already.
 */
const diagram = `
                      off def con vou ass | dec wit not | sta int | com dro | ann
ExplainMeasure         +   +   +   +   +  |  .   .   .  |  +   +  |  .   .  |  .
GiveNotice             +   +   +   +   +  |  .   .   .  |  +   +  |  .   .  |  .
DeferOffer             +   +   .   .   .  |  .   .   .  |  .   .  |  .   .  |  .
DeclineOffer           +   +   +   +   +  |  .   .   .  |  .   .  |  .   .  |  .
WithdrawOffer          +   +   +   +   +  |  .   .   .  |  .   .  |  .   .  |  .
GiveConsent            +   +   c   c   c  |  .   .   .  |  c   c  |  .   .  |  .
WithdrawConsent        .   .   +   +   +  |  .   .   .  |  +   +  |  .   .  |  .
IssueVoucher           .   .   +   .   .  |  .   .   .  |  .   .  |  .   .  |  .
RedeemVoucher          .   .   .   +   .  |  .   .   .  |  .   .  |  .   .  |  .
AssignPlace            .   .   +   .   .  |  .   .   .  |  .   .  |  .   .  |  .
ConfirmStart           .   .   .   .   +  |  .   .   .  |  .   .  |  .   .  |  .
ReportNoShow           .   .   .   .   +  |  .   .   .  |  .   .  |  .   .  |  .
ReportAttendance       .   .   .   .   .  |  .   .   .  |  +   +  |  +   +  |  .
Interrupt              .   .   .   .   .  |  .   .   .  |  +   .  |  .   .  |  .
Resume                 .   .   .   .   .  |  .   .   .  |  .   +  |  .   .  |  .
OpenCrisis             .   .   .   .   .  |  .   .   .  |  +   +  |  +   +  |  .
ReassessCrisis         .   .   .   .   .  |  .   .   .  |  +   +  |  +   +  |  .
RecordIntervention     .   .   .   .   .  |  .   .   .  |  +   +  |  +   +  |  .
ResolveCrisis          .   .   .   .   .  |  .   .   .  |  +   +  |  +   +  |  .
FlagDropoutRisk        .   .   .   .   .  |  .   .   .  |  +   +  |  +   +  |  .
ClearDropoutRisk       .   .   .   .   .  |  .   .   .  |  +   +  |  +   +  |  .
ProposeDropout         .   .   .   .   .  |  .   .   .  |  +   +  |  .   .  |  .
AvertDropout           .   .   .   .   .  |  .   .   .  |  +   +  |  .   .  |  .
ConfirmDropout         .   .   .   .   .  |  .   .   .  |  +   +  |  .   .  |  .
CompleteParticipation  .   .   .   .   .  |  .   .   .  |  +   +  |  .   .  |  .
RecordWhereabouts      .   .   .   .   .  |  .   .   .  |  .   .  |  +   +  |  .
DeliverAssessment      .   .   .   .   .  |  .   .   .  |  +   +  |  +   +  |  .
RecordRemedy           +   +   +   +   +  |  +   +   +  |  +   +  |  +   +  |  +
RecordContact          +   +   +   +   +  |  +   +   +  |  +   +  |  +   +  |  +
CorrectEntry           +   +   +   +   +  |  +   +   +  |  +   +  |  +   +  |  +
AnnulEntry             +   +   +   +   +  |  +   +   +  |  +   +  |  +   +  |  +
AnnulParticipation     +   +   +   +   +  |  +   +   +  |  +   +  |  +   +  |  a
DisputeEntry           +   +   +   +   +  |  +   +   +  |  +   +  |  +   +  |  +
SettleDispute          +   +   +   +   +  |  +   +   +  |  +   +  |  +   +  |  +
`;

const refusals: Readonly<Record<string, string>> = {
  '.': 'wrong-phase',
  c: 'already-consented',
  a: 'already-annulled',
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

describe('the phases of a participation', () => {
  it('are all in the diagram, with every command but the first', () => {
    expect(new Set(rows.map(([name]) => name))).toEqual(new Set(Object.keys(everyCommand)));
    expect(rows).toHaveLength(Object.keys(everyCommand).length * phases.length);
  });

  it.each(phases)('the story of %s comes to it', (phase, tell) => {
    expect(stateOf(recorded([tell()]) as readonly ParticipationEntry[]).phase).toBe(phase);
  });

  it.each(rows)('%s when %s: refused as %s', (name, phase, refusal) => {
    const one = everyCommand[name as keyof typeof everyCommand];
    const { decided } = story.given(storyFor(one, phase)).when(one.command, one.on ? { on: one.on } : {});
    expect(isRejection(decided) ? decided.code : undefined).toBe(refusal);
  });

  it.each(Object.entries(everyCommand))('%s where nothing was offered', (_, told) =>
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
