import { setTimeout as pause } from 'node:timers/promises';
import { SystemClock } from '../../src/clock.js';
import { Config } from '../../src/config.js';
import { openInstance } from '../../src/instance.js';
import { expectSameAsRebuilt } from '../support/api/rebuilt.js';
import { Scene } from '../support/api/scene.js';
import { get } from '../support/api/steps.js';
import { Crowd } from '../support/e2e/crowd.js';
import { Ledger } from '../support/e2e/ledger.js';
import type { Remote } from '../support/e2e/remote.js';
import { served } from '../support/e2e/served.js';
import { stoppableKurrent, type Stoppable } from '../support/kurrentdb/outage.js';

const rounds = Number(process.env['RESTARTS'] ?? 3);
const clients = 6;
/**
 * Milliseconds in which a command is answered. Where connections are refused: what was sent is looked for up to 10 s.
 * Where the database takes calls and never answers: each is given up after 5 s, and after two in a row all others fail
 * at once.
 */
const longest = { stopped: 15_000, silent: 20_000 };
const { directory, start } = served();
let kurrent: Stoppable;
beforeAll(async () => void (kurrent = await stoppableKurrent()));
afterAll(() => kurrent.close());

interface Readiness {
  readonly ready: boolean;
  readonly checks: readonly { readonly name: string; readonly ready: boolean }[];
}

async function readiness(
  remote: Remote,
): Promise<{ readonly code: number; readonly missing: readonly string[] }> {
  const answer = await remote.send({ by: null, method: 'GET', url: '/health/ready' });
  const { checks } = answer.json<Readiness>();
  return { code: answer.statusCode, missing: checks.filter(({ ready }) => !ready).map(({ name }) => name) };
}

/** Waits until it holds; the test's own limit is the only one. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(20);
}

it(
  `loses nothing, and goes on by itself, when the database goes away ${rounds} times under load`,
  async () => {
    const { connection, prefix } = kurrent;
    const environment = { EVENT_STORE: connection, EVENT_STORE_PREFIX: prefix };
    const { server, remote } = await start(environment);
    const crowd = await Crowd.gather(remote, clients);
    const seen = { refused: 0, withoutRetryAfter: 0, slowest: { stopped: 0, silent: 0 } };
    const over = new AbortController();
    let now: 'stopped' | 'silent' = 'stopped';
    const begun = performance.now();
    const sending = crowd
      .sendThrough(over.signal, (answer, milliseconds) => {
        seen.slowest[now] = Math.max(seen.slowest[now], milliseconds);
        if (answer.statusCode !== 503) return;
        seen.refused++;
        if (!(Number(answer.headers['retry-after']) > 0)) seen.withoutRetryAfter++;
      })
      .catch((error: unknown) => {
        over.abort();
        throw error;
      });
    const course = async (): Promise<void> => {
      for (let round = 0; round < rounds && !over.signal.aborted; round++) {
        const answered = crowd.promised.length;
        await until(() => over.signal.aborted || crowd.promised.length > answered + 50);
        const refused = seen.refused;
        now = round % 3 === 1 ? 'silent' : 'stopped';
        await (now === 'silent' ? kurrent.hold() : kurrent.stop());
        await until(() => over.signal.aborted || seen.refused > refused + clients);
        expect(await readiness(remote)).toEqual({
          code: 503,
          missing: expect.arrayContaining(['event-store']),
        });
        await (now === 'silent' ? kurrent.release() : kurrent.start());
        await until(async () => over.signal.aborted || (await readiness(remote)).code === 200);
      }
      over.abort();
    };
    await Promise.all([sending, course()]);
    // the views have followed, without being told that the database is back
    const { position } = crowd.promised.at(-1)!.receipt;
    const scene = new Scene(remote, 'shared');
    const shown = get(`/v1/occupancy?min-position=${position}`, 'admin');
    await until(async () => (await scene.does(shown)).statusCode === 200);
    const ended = await server.terminate();
    expect(ended).toMatchObject({ code: 0, signal: null });
    const ledger = new Ledger(false);
    await remote.read(log => ledger.readOn(log));
    expect(ledger.broken(crowd.promised)).toEqual([]);
    await expectViewsAsRebuilt({ DATA_DIR: directory(), ...environment });
    expect(seen.withoutRetryAfter).toBe(0);
    expect(seen.slowest.stopped).toBeLessThan(longest.stopped);
    expect(seen.slowest.silent).toBeLessThan(longest.silent);
    if (process.env['RESTARTS'])
      process.stderr.write(
        `${JSON.stringify({
          away: `${kurrent.what}, ${rounds} times, one in three without a word`,
          sent: crowd.sent,
          'answered with 201': crowd.promised.length,
          'answered with 503': seen.refused,
          'slowest answers in ms': seen.slowest,
          events: ledger.events,
          seconds: Math.round((performance.now() - begun) / 1_000),
          'logged at the level of errors': server.logged.length,
        })}\n`,
      );
    expect(server.loggedBeside('StoreUnavailable', 'NotAnswering', 'OutcomeUnknown')).toEqual([]);
  },
  90_000 + rounds * 60_000,
);

/** Opens it as a server would, and compares its views with new ones. */
async function expectViewsAsRebuilt(environment: Readonly<Record<string, string>>): Promise<void> {
  const instance = await openInstance(Config.from(environment), new SystemClock());
  try {
    await instance.projector.start();
    await expectSameAsRebuilt(instance);
  } finally {
    await instance.close();
  }
}
