import * as fc from 'fast-check';
import type { ParticipationCommandType } from '../../src/participation/commands.js';
import { refusals } from '../../src/http/openapi/refusals.js';
import { decide } from '../../src/participation/decide.js';
import type { ParticipationEntry } from '../../src/participation/events.js';
import type { Issued } from '../../src/terms/fact.js';
import { isRejection } from '../../src/terms/rejection.js';
import { anyCommand } from '../support/domain/any-command.js';
import { phases } from '../support/domain/every-command.js';
import { afterMinutes } from '../support/domain/moments.js';
import * as event from '../support/domain/participation-events.js';
import { completed, started } from '../support/domain/participation.js';
import { adviser, clerk } from '../support/domain/people.js';
import * as command from '../support/domain/participation-commands.js';
import { append, named, on, recorded } from '../support/domain/told.js';
import { usualRules } from '../support/told-participation.js';

/** What is refused not by the decision itself but on the way to it: by what else is read, or by the face. */
const elsewhere = [
  'OfferMeasure refused no-mandate',
  'OfferMeasure refused unknown-client',
  'OfferMeasure refused unknown-measure',
  'OfferMeasure refused unknown-participation',
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

const troubled = [event.crisisOpened(), event.riskFlagged(), on('05-14', event.riskCleared())];
const course = started(event.present('05-05', '05-06'), ...troubled);
const whole = [...completed(...troubled, event.crisisResolved()), event.whereaboutsRecorded()];
const handOvers = [{ crisisId: 'crisis-1', to: 'office' }] as const;
const handedOver = [...started(event.crisisOpened()), named('end', event.participationCompleted({ handOvers }))];
const settledLater = [...completed(), named('first', event.whereaboutsRecorded({ monthsAfter: 6 })), event.whereaboutsRecorded()];
const restorable = [
  ...completed(event.crisisOpened(), named('resolved', event.crisisResolved()), named('gone', event.entryAnnulled({ eventId: 'resolved' }))),
];

/** What a walk seldom comes by. */
const rare: readonly (readonly [story: Parameters<typeof recorded>[0][number], ParticipationCommand])[] = [
  [started(), command.flagRisk({ because: ['nothing'] })],
  [started(), command.annulEntry({ eventId: 'nothing' })],
  [started(), command.disputeEntry({ eventId: 'nothing' })],
  [handedOver, command.correctEntry({ eventId: 'end', field: 'handOvers', is: [] })],
  [handedOver, command.correctEntry({ eventId: 'end', field: 'handOvers', is: [{ crisisId: 'crisis-9', to: 'office' }] })],
  [settledLater, command.correctEntry({ eventId: 'first', field: 'monthsAfter', is: 0 })],
];

const beginnings = [course, whole, [], ...phases.map(([, tell]) => tell())];

/** Every refusal on a walk through the domain, as `command refused code` or, of the input itself, `command input code`. */
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
    if (isRejection(decided)) return [`${command.type} ${decided.input ? 'input' : 'refused'} ${decided.code}`];
    history = append(history, decided, issued) as readonly ParticipationEntry[];
    return [];
  });
}

it('the refusals that are described for the commands of a participation are those that there are', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(
      fc.constantFrom(...beginnings),
      fc.array(step, { maxLength: 80, size: 'max' }),
      (story, steps) => refused([story], steps).forEach(one => seen.add(one)),
    ),
    { numRuns: Number(process.env.RUNS ?? 600), seed: Number(process.env.SEED ?? 3) },
  );
  const commands = [...new Set([...seen].map(one => one.split(' ')[0] as ParticipationCommandType))];
  const described = commands.flatMap(command => {
    const { refused: no, input = [] } = refusals[command];
    return [...no.map(code => `${command} refused ${code}`), ...input.map(code => `${command} input ${code}`)];
  });
  // Times that contradict each other are a fault of every command's input.
  const unlisted = [...seen].filter(one => !one.endsWith('input time-order') && !described.includes(one));
  const unseen = described.filter(one => !seen.has(one) && !elsewhere.includes(one));
  expect({ unlisted, unseen }).toEqual({ unlisted: [], unseen: [] });
});
