import * as fc from 'fast-check';
import type { ParticipationCommand, ParticipationCommandType } from '../../src/participation/commands.js';
import { refusals } from '../../src/http/openapi/refusals.js';
import { decide } from '../../src/participation/decide.js';
import type { ParticipationEntry } from '../../src/participation/events.js';
import type { Issued } from '../../src/terms/fact.js';
import { isRejection } from '../../src/terms/rejection.js';
import { anyCommand } from '../support/domain/any-command.js';
import { phases } from '../support/domain/every-command.js';
import { afterMinutes } from '../support/domain/moments.js';
import * as event from '../support/domain/participation-events.js';
import {
  assigned,
  completed,
  consented,
  given,
  redeemed,
  started,
  voucherConsented,
  withVoucher,
} from '../support/domain/participation.js';
import { adviser, clerk } from '../support/domain/people.js';
import * as commands from '../support/domain/participation-commands.js';
import { append, named, on, recorded } from '../support/domain/told.js';
import { usualRules } from '../support/told-participation.js';

/** What is refused not by the decision itself but on the way to it: by what else is read, or by the face. */
const elsewhere = [
  'OfferMeasure refused no-mandate',
  'OfferMeasure refused unknown-client',
  'OfferMeasure refused unknown-measure',
  'OfferMeasure refused unknown-participation',
  'RedeemVoucher refused unknown-measure',
  'AssignPlace refused assignments-paused',
  'AssignPlace refused no-place-left',
  'AnnulEntry refused no-place-left',
];

const step = fc.record({
  speak: anyCommand,
  hoursLater: fc.integer({ min: 0, max: 60 }),
  hoursAgo: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 600 })),
  dated: fc.boolean(),
  by: fc.constantFrom(adviser, clerk),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const handedOver = () => {
  const handOvers = [{ crisisId: 'crisis-1', to: 'office' }] as const;
  return [...started(event.crisisOpened()), named('end', event.participationCompleted({ handOvers }))];
};
const annulledAndAgain = (story: readonly event.ToldEvent[], then: event.ToldEvent) => [
  ...story,
  named('then', then),
  named('annulment', event.entryAnnulled({ eventId: 'then' })),
  then,
];
const restore = commands.annulEntry({ eventId: 'annulment' });

const troubled = [event.crisisOpened(), event.riskFlagged(), on('05-14', event.riskCleared())];
const course = started(event.present('05-05', '05-06'), ...troubled);
const whole = [...completed(...troubled, event.crisisResolved()), event.whereaboutsRecorded()];
const voucher = [...voucherConsented(), named('voucher', event.voucherIssued({ validUntil: '2026-04-09' }))];
const longer = on(
  '04-09',
  named('longer', event.entryCorrected({ eventId: 'voucher', field: 'validUntil', is: '2026-07-05' })),
);
const on16k = event.measureOffered({ legalBasis: 'sgb2-16k' });

/** What a walk seldom comes by: a story, and what is refused after it. */
const rare: readonly (readonly [readonly event.ToldEvent[], ParticipationCommand])[] = [
  [started(), commands.flagRisk({ because: ['nothing'] })],
  [started(), commands.annulEntry({ eventId: 'nothing' })],
  [started(), commands.disputeEntry({ eventId: 'nothing' })],
  ...[[], [{ crisisId: 'crisis-9', to: 'office' }]].map(
    is => [handedOver(), commands.correctEntry({ eventId: 'end', field: 'handOvers', is })] as const,
  ),
  [
    [
      ...completed(),
      event.whereaboutsRecorded({ monthsAfter: 6 }),
      named('first', event.whereaboutsRecorded()),
    ],
    commands.correctEntry({ eventId: 'first', field: 'monthsAfter', is: 6 }),
  ],
  [
    [
      ...assigned(),
      named('start', event.participationStarted()),
      named('earlier', event.entryCorrected({ eventId: 'start', field: 'startedOn', is: '2026-05-02' })),
      event.present('05-03'),
    ],
    commands.annulEntry({ eventId: 'earlier' }),
  ],
  [[on16k], commands.assignPlace({ basis: 'obligation' })],
  [
    [on16k, ...consented().slice(1), named('place', event.placeAssigned())],
    commands.correctEntry({ eventId: 'place', field: 'basis', is: 'obligation' }),
  ],
  [
    [...withVoucher().slice(0, -1), named('issue', event.voucherIssued()), event.voucherRedeemed()],
    commands.correctEntry({ eventId: 'issue', field: 'validUntil', is: '2026-04-09' }),
  ],
  [[...voucher, longer, event.voucherRedeemed()], commands.annulEntry({ eventId: 'longer' })],
  [started(), commands.recordRemedy({ eventId: 'nothing' })],
  [annulledAndAgain(started(event.crisisOpened()), event.crisisResolved()), restore],
  [annulledAndAgain(completed(), event.whereaboutsRecorded()), restore],
  [
    started(named('proposal', event.dropoutProposed()), event.dropoutAverted()),
    commands.annulEntry({ eventId: 'proposal' }),
  ],
];

const beginnings = [
  course,
  whole,
  [],
  voucherConsented(),
  withVoucher(),
  redeemed(),
  ...phases.map(([, tell]) => tell()),
];

/** `AssignPlace refused wrong-phase` or, where the input itself is at fault, `AssignPlace input time-order`. */
const refusalOf = ({ type }: ParticipationCommand, decided: unknown): readonly string[] =>
  isRejection(decided) ? [`${type} ${decided.input ? 'input' : 'refused'} ${decided.code}`] : [];

/** Every refusal on a walk through the domain. */
function refused(story: Parameters<typeof recorded>[0], steps: readonly Step[]): readonly string[] {
  let history = recorded(story) as readonly ParticipationEntry[];
  return steps.flatMap(({ speak, hoursLater, hoursAgo, dated, by }, n) => {
    const last = history.at(-1)?.recordedAt ?? '2026-04-01T10:00:00.000Z';
    const recordedAt = afterMinutes(last, hoursLater * 60);
    const occurredAt = afterMinutes(recordedAt, -hoursAgo * 60);
    const command = speak({ history, occurredAt, riskId: `rule-${n}` });
    const at = { occurredAt, learnedAt: recordedAt, recordedAt };
    const issued: Issued = { at, dated, by, source: 'adviser', eventId: index => `step-${n}-${index}` };
    const decided = decide(command, history, usualRules, issued);
    if (isRejection(decided)) return refusalOf(command, decided);
    history = append(history, decided, issued) as readonly ParticipationEntry[];
    return [];
  });
}

it('the refusals that are described for the commands of a participation are those that there are', () => {
  const seen = new Set(rare.flatMap(([story, what]) => refusalOf(what, given(story).when(what).decided)));
  fc.assert(
    fc.property(
      fc.constantFrom(...beginnings),
      fc.array(step, { maxLength: 80, size: 'max' }),
      (story, steps) => refused([story], steps).forEach(one => seen.add(one)),
    ),
    { numRuns: 1_000, seed: 11 },
  );
  const seenOf = [...new Set([...seen].map(one => one.split(' ')[0] as ParticipationCommandType))];
  const described = seenOf.flatMap(command => {
    const { refused: no, input = [] } = refusals[command];
    return [
      ...no.map(code => `${command} refused ${code}`),
      ...input.map(code => `${command} input ${code}`),
    ];
  });
  // Times that contradict each other are a fault of every command's input.
  const unlisted = [...seen].filter(one => !one.endsWith('input time-order') && !described.includes(one));
  const unseen = described.filter(one => !seen.has(one) && !elsewhere.includes(one));
  expect({ unlisted, unseen }).toEqual({ unlisted: [], unseen: [] });
});
