import { join } from 'node:path';
import { SystemClock } from '../../src/clock.js';
import type { EventLog } from '../../src/event-codec/event-log.js';
import { peopleOf } from '../support/api/people.js';
import { Crowd } from '../support/e2e/crowd.js';
import { Remote } from '../support/e2e/remote.js';
import { killServers, Server } from '../support/e2e/server.js';
import { Collector, keptIn, killCollectors, type Mode } from '../support/feed/collector.js';
import { temporaryDirectory } from '../support/http/temporary-directory.js';

const kills = Number(process.env['FEED_KILLS'] ?? 5);
const least = Number(process.env['FEED_EVENTS'] ?? 1_000);
const directory = temporaryDirectory();
afterEach(killCollectors);
afterEach(killServers);

const chance = (below: number): number => Math.floor(Math.random() * below);
const { integrator } = peopleOf('downstream');

async function idsIn(log: EventLog): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let position: string | undefined; ;) {
    const read = await log.readAll(position, 5_000);
    if (!read.length) return ids;
    ids.push(...read.map(({ id }) => id));
    position = read.at(-1)!.position;
  }
}

it(
  `a consumer killed ${kills} times while ${least} events are written has every event once, in order`,
  async () => {
    const clock = new SystemClock();
    const begun = clock.monotonic();
    const dataDir = join(directory(), 'data');
    const file = join(directory(), 'kept.db');
    let server = await Server.start(dataDir);
    const remote = await Remote.of(dataDir, server);
    const bearer = await remote.bearerOf(integrator);
    const crowd = await Crowd.gather(remote, 8);
    const { promise: enough, resolve: tell } = Promise.withResolvers<void>();
    // Those that are under way when the server goes may not be recorded.
    const writing = crowd.sendUntilGone(sent => sent === least + 100 && tell());

    const lives: { readonly mode: Mode; readonly kept: number }[] = [];
    const start = (mode: Mode): Collector => new Collector(mode, server.url, bearer, file);
    for (let kill = 1; kill <= kills; kill++) {
      const mode = kill % 2 ? 'parts' : 'stream';
      const collector = start(mode);
      await collector.kept(chance((2 * least) / kills));
      await collector.kill();
      lives.push({ mode, kept: collector.count });
    }
    await enough;
    await server.kill();
    await writing;

    server = await Server.start(dataDir);
    const written = await remote.read(idsIn);
    const last = start('stream');
    await last.kept(written.length - keptIn(file).length);
    await last.kill();
    expect(written.length).toBeGreaterThanOrEqual(least);
    expect(keptIn(file)).toEqual(written);
    expect(await server.terminate()).toMatchObject({ code: 0, signal: null });
    expect(server.logged).toEqual([]);
    if (process.env['FEED_KILLS'])
      process.stderr.write(
        `${JSON.stringify({
          kills: lives.length,
          'events written': written.length,
          'events kept, each once and in order': keptIn(file).length,
          'lives in which something was kept': lives.filter(({ kept }) => kept > 0).length,
          'kept before the last life': lives.reduce((sum, { kept }) => sum + kept, 0),
          seconds: Math.round((clock.monotonic() - begun) / 1_000),
        })}\n`,
      );
  },
  60_000 + kills * 5_000 + least * 20,
);

it('ends with 0 within 5 seconds though somebody follows the feed', async () => {
  const dataDir = join(directory(), 'data');
  const server = await Server.start(dataDir);
  const remote = await Remote.of(dataDir, server);
  await Crowd.gather(remote, 1);
  const collector = new Collector(
    'stream',
    server.url,
    await remote.bearerOf(integrator),
    join(directory(), 'kept.db'),
  );
  await collector.kept(1);
  const clock = new SystemClock();
  const told = clock.monotonic();
  expect(await server.terminate()).toMatchObject({ code: 0, signal: null });
  expect(clock.monotonic() - told).toBeLessThan(5_000);
  expect(server.logged).toEqual([]);
}, 90_000);
