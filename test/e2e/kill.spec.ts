import { SystemClock } from '../../src/clock.js';
import { Config } from '../../src/config.js';
import { openInstance } from '../../src/instance.js';
import { expectSameAsRebuilt } from '../support/api/rebuilt.js';
import { get } from '../support/api/steps.js';
import { Scene } from '../support/api/scene.js';
import { Crowd } from '../support/e2e/crowd.js';
import { Ledger } from '../support/e2e/ledger.js';
import { Remote } from '../support/e2e/remote.js';
import { killServers, Server } from '../support/e2e/server.js';
import { temporaryDirectory } from '../support/http/temporary-directory.js';

const rounds = Number(process.env['KILL_ROUNDS'] ?? 20);
const clients = 16;
const directory = temporaryDirectory();
afterEach(killServers);

/** Kills the server while commands are under way: with the n-th that is sent, before it can have been answered. */
async function killed(server: Server, crowd: Crowd): Promise<void> {
  const nth = 1 + Math.floor(Math.random() * 300);
  await crowd.sendUntilGone(count => {
    if (count === nth) void server.kill();
  });
  await server.ended;
}

/** Opens the directory as a server would, and compares its views with new ones. */
async function expectViewsAsRebuilt(dataDir: string): Promise<void> {
  const instance = await openInstance(Config.from({ DATA_DIR: dataDir }), new SystemClock());
  try {
    await instance.projector.start();
    await expectSameAsRebuilt(instance);
  } finally {
    await instance.close();
  }
}

const longest = 60_000 + rounds * 20_000;

it(
  `has every command that was answered exactly once, after ${rounds} kills`,
  async () => {
    const dataDir = directory();
    const clock = new SystemClock();
    const begun = clock.monotonic();
    let server = await Server.start(dataDir);
    const remote = await Remote.of(dataDir, server);
    const crowd = await Crowd.gather(remote, clients);
    const ledger = new Ledger();
    const errors: string[] = [];
    const unanswered = { all: 0, recorded: 0 };
    for (let round = 1; round <= rounds; round++) {
      await killed(server, crowd);
      errors.push(...server.logged);
      await remote.read(log => ledger.readOn(log));
      for (const { stream, correlationId } of crowd.unanswered) {
        unanswered.all++;
        if (ledger.appended(stream, correlationId).length) unanswered.recorded++;
      }
      expect(ledger.broken(crowd.promised)).toEqual([]);
      if (round % Math.max(1, Math.floor(rounds / 20)) === 0) await expectViewsAsRebuilt(dataDir);
      server = await Server.start(dataDir);
      remote.movedTo(server);
    }
    await crowd.settle();
    const { items } = await new Scene(remote, 'shared').sees<{
      items: Readonly<Record<string, number>>[];
    }>(get('/v1/occupancy', 'admin'));
    for (const { occupied, assigned, started, interrupted, halfTaken } of items)
      expect({ occupied, halfTaken }).toEqual({
        occupied: assigned! + started! + interrupted!,
        halfTaken: 0,
      });
    expect(await server.terminate()).toMatchObject({ code: 0, signal: null });
    errors.push(...server.logged);
    await remote.read(log => ledger.readOn(log));
    expect(ledger.broken(crowd.promised)).toEqual([]);
    await expectViewsAsRebuilt(dataDir);
    expect(errors).toEqual([]);
    if (process.env['KILL_ROUNDS'])
      process.stderr.write(
        `${JSON.stringify({
          kills: rounds,
          sent: crowd.sent,
          answered: crowd.promised.length,
          'not answered at a kill': unanswered.all,
          'of these recorded': unanswered.recorded,
          'places freed by the policy': ledger.eventsOfPolicies,
          'sent again': crowd.repeated,
          events: ledger.events,
          seconds: Math.round((clock.monotonic() - begun) / 1_000),
        })}\n`,
      );
  },
  longest,
);
