import fc from 'fast-check';
import type { CommandName } from '../../src/application/commands.js';
import { expectProblem } from '../support/http/expect-problem.js';
import { applied, mutation, type Mutation } from '../support/api/mutations.js';
import type { People } from '../support/api/people.js';
import { expectSameAsRebuilt } from '../support/api/rebuilt.js';
import { stage, type Scene, type Step } from '../support/api/scene.js';
import {
  assigned,
  client,
  commands,
  completed,
  consented,
  disputeEntry,
  get,
  measure,
  offered,
  started,
  type Fields,
} from '../support/api/steps.js';

const seconds = Number(process.env['FUZZ_SECONDS'] ?? 15);
const { given, product } = stage();

const beginnings: Readonly<Record<string, readonly Step[]>> = {
  nothing: [],
  registered: [...measure, ...client],
  offered,
  consented,
  assigned,
  started,
  inCrisis: [...started, commands.OpenCrisis(), commands.FlagDropoutRisk(), disputeEntry('ConsentGiven')],
  completed,
};

interface Attempt {
  readonly command: CommandName;
  readonly mutation: Mutation;
  readonly by: keyof People | undefined;
  readonly entry: number;
  readonly field: number;
  readonly key: string | undefined;
  readonly ifMatch: string | undefined;
}

const attempt: fc.Arbitrary<Attempt> = fc.record({
  command: fc.constantFrom(...(Object.keys(commands) as CommandName[])),
  mutation,
  by: fc.constantFrom<(keyof People | undefined)[]>(
    undefined,
    undefined,
    undefined,
    'adviser',
    'lead',
    'provider',
  ),
  entry: fc.nat(20),
  field: fc.nat(12),
  key: fc.constantFrom(undefined, undefined, undefined, 'a', 'b'),
  ifMatch: fc.constantFrom(undefined, undefined, undefined, undefined, '"3"'),
});

const story = fc.record({
  beginning: fc.constantFrom(...Object.keys(beginnings)),
  attempts: fc.array(attempt, { minLength: 1, maxLength: 20 }),
});

const aboutEntries: Partial<Record<CommandName, string>> = {
  CorrectEntry: 'entries/:entryId/corrections',
  AnnulEntry: 'entries/:entryId/annulments',
  DisputeEntry: 'entries/:entryId/disputes',
  SettleDispute: 'disputes/:entryId/settlements',
};

/** The attempt as a step: about whichever entry, and, where one is corrected, about one of its own fields. */
const step =
  ({ command, mutation: change, by, entry, field, key, ifMatch }: Attempt): Step =>
  async scene => {
    const history = await scene.history();
    const about = history[entry % Math.max(1, history.length)];
    const path = aboutEntries[command];
    const fields = Object.keys(about?.data ?? {});
    const usual: Fields =
      command === 'CorrectEntry'
        ? {
            field: fields[field % Math.max(1, fields.length)] ?? 'occurredAt',
            is: scene.day(),
            reason: 'mistyped',
          }
        : {};
    const request =
      path === undefined
        ? await (commands[command] as (fields?: Fields) => Step)()(scene)
        : {
            by: command === 'AnnulEntry' ? scene.people.lead : scene.people.adviser,
            method: 'POST' as const,
            url: scene.path(`/v1/participations/:participationId/${path}`, {
              entryId: about?.id ?? 'nothing',
            }),
            body: { ...usual, disputedBy: 'client', result: 'upheld', reason: 'not so' },
          };
    return {
      ...request,
      ...(by === undefined ? {} : { by: scene.people[by] }),
      // Raw, for a body that is a text is one in JSON too.
      body: JSON.stringify(applied(change, request.body as Fields)),
      headers: {
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      },
    };
  };

const readings = [
  '/v1/participations/:participationId',
  '/v1/participations/:participationId/history',
  '/v1/participations',
  '/v1/timeline',
  '/v1/attention',
  '/v1/providers/:providerId/escalation',
  '/v1/providers/:providerId/escalation/participations?figure=started',
];

async function expectAnswer(scene: Scene, asked: Step): Promise<void> {
  const answer = await scene.does(asked);
  if (answer.statusCode < 400) return;
  expect(answer.statusCode).toBeLessThan(500);
  expectProblem(answer, answer.statusCode, answer.json<{ code: string }>().code);
}

it(
  'whatever the commands say, the answer is a receipt or a problem of the caller, and the views stand',
  async () => {
    const answered = new Set<number>();
    await fc.assert(
      fc.asyncProperty(story, async ({ beginning, attempts }) => {
        const scene = await given(...beginnings[beginning]!);
        for (const one of attempts) await expectAnswer(scene, step(one));
        for (const path of readings)
          for (const who of ['adviser', 'lead', 'provider'] as const)
            await expectAnswer(scene, get(path, who));
        expect(product().errors).toEqual([]);
        answered.add(attempts.length);
      }),
      { numRuns: 100_000, interruptAfterTimeLimit: seconds * 1_000, markInterruptAsFailure: false },
    );
    expect(answered.size).toBeGreaterThan(0);
    await expectSameAsRebuilt(product().instance);
  },
  seconds * 1_000 + 120_000,
);
