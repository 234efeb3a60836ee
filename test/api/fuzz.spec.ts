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

const limit = process.env['FUZZ_SECONDS'];
const seconds = Number(limit ?? 15);
/** A long run looks where nobody has looked yet; the short one of every day can be repeated. */
const seed = limit === undefined ? 20_261_123 : Date.now();
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
  /** Hours since the attempt before. */
  readonly pause: number;
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
  pause: fc.constantFrom(0, 0, 1, 20),
});

const story = fc.record({
  beginning: fc.constantFrom(...Object.keys(beginnings), 'started', 'inCrisis', 'started', 'inCrisis'),
  attempts: fc.array(attempt, { minLength: 1, maxLength: 40 }),
});
type Story = typeof story extends fc.Arbitrary<infer Value> ? Value : never;

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
        ? await commands[command]()(scene)
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
      body: applied(change, request.body as Fields, ahead => scene.day(ahead)),
      headers: {
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      },
    };
  };

const readings: readonly Step[] = [
  get('/v1/participations/:participationId', 'provider'),
  get('/v1/participations/:participationId/history', 'provider'),
  get('/v1/participations/:participationId/history'),
  get('/v1/timeline'),
  get('/v1/attention', 'lead'),
  get('/v1/providers/:providerId/escalation', 'lead'),
  get('/v1/reach', 'lead'),
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
    let stories = 0;
    let last: Promise<void> | undefined;
    const tell = async ({ beginning, attempts }: Story): Promise<void> => {
      const scene = await given(...beginnings[beginning]!);
      for (const one of attempts) {
        product().clock.advance(one.pause * 3_600_000);
        await expectAnswer(scene, step(one));
      }
      for (const reading of readings) await expectAnswer(scene, reading);
      expect(product().errors).toEqual([]);
      stories++;
    };
    await fc.assert(
      fc.asyncProperty(story, one => (last = tell(one))),
      { seed, numRuns: 100_000, interruptAfterTimeLimit: seconds * 1_000, markInterruptAsFailure: false },
    );
    // the time limit leaves the last one running
    await last;
    expect(stories).toBeGreaterThan(0);
    await expectSameAsRebuilt(product().instance);
  },
  seconds * 1_000 + 120_000,
);
