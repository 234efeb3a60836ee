import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { OwnedClock } from '../../src/clock.js';
import { Config } from '../../src/config.js';
import { encode } from '../../src/event-codec/event-codec.js';
import { SqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.js';
import { Feed } from '../../src/feed/feed.js';
import { FeedController } from '../../src/http/feed/feed.controller.js';
import { Pace } from '../../src/http/feed/server-sent-events.js';
import { Readiness } from '../../src/http/health/readiness.js';
import { createHttpApp } from '../../src/http/http-app.js';
import { openLog } from '../../src/http/logging/log.js';
import { InstanceKey } from '../../src/identity/instance-key.js';
import { LocalTokenVerifier } from '../../src/identity/local-token-verifier.js';
import { TokenVerifier } from '../../src/identity/token-verifier.js';
import { sample } from '../support/event-store/samples.js';
import { integrator } from '../support/feed/reader.js';
import { temporaryDirectory } from '../support/http/temporary-directory.js';
import { everything } from '../support/views/everything.js';

@Module({})
class FeedOnly {}

const directory = temporaryDirectory();
let app: NestFastifyApplication;
let store: SqliteEventStore;
let logged: string[];
let bearer: string;

/** The feed alone, as the product serves it, at another pace. */
async function serve(pace: Pace): Promise<void> {
  const clock = new OwnedClock(Date.UTC(2026, 4, 11, 8));
  const config = Config.from({ DATA_DIR: directory(), LOG_LEVEL: 'error' });
  const key = await InstanceKey.open(directory(), clock);
  const provided = [
    { provide: TokenVerifier, useValue: new LocalTokenVerifier(key, clock) },
    { provide: Readiness, useValue: new Readiness([]) },
  ];
  const providers = [
    ...provided,
    { provide: Feed, useValue: new Feed(store) },
    { provide: Pace, useValue: pace },
  ];
  const exported = provided.map(({ provide }) => provide);
  const module = { module: FeedOnly, controllers: [FeedController], providers, exports: exported };
  const log = openLog(config, clock, { write: line => void logged.push(line) });
  app = await createHttpApp(module, config, clock, log);
  await app.listen(0, '127.0.0.1');
  bearer = `Bearer ${await key.sign(integrator, { expiresIn: 3_600 })}`;
}

beforeEach(async () => {
  logged = [];
  store = SqliteEventStore.open(join(directory(), 'events.db'));
  await Promise.all(everything().map(([stream, entry]) => store.append(stream, 'any', [encode(entry)])));
});
afterEach(async () => {
  await app.close();
  await store.close();
});

/** All that the stream says until it ends. @throws TypeError where it is cut off */
async function followed(query = ''): Promise<string> {
  return (await opened(query)).text();
}

async function opened(query = ''): Promise<Response> {
  const { port } = app.getHttpServer().address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/v1/feed${query}`, {
    headers: { accept: 'text/event-stream', authorization: bearer },
  });
  expect(answer.status).toBe(200);
  return answer;
}

it('ends in order after a while, so that the token is looked at anew', async () => {
  await serve({ silence: 60_000, longest: 1_500 });
  const said = await followed();
  expect(said.match(/^data: /gm)).toHaveLength(everything().length);
  expect(logged).toEqual([]);
});

it('gives signs of life that move the cursor past what is not wanted', async () => {
  await serve({ silence: 5, longest: 1_000 });
  const said = await followed('?measure=nothing');
  expect(said).not.toContain('data:');
  expect(said).toMatch(/^retry: 2000\n\n(id: [\w-]+\n\n)+(:\n\n)*$/);
});

it('is cut off before an event that cannot be read, which is logged', async () => {
  await store.append('participation-p-1', 'any', [{ ...sample(), type: 'OfTheFuture' }]);
  await serve({ silence: 60_000, longest: 60_000 });
  await expect(followed()).rejects.toThrow('terminated');
  expect(logged.map(line => (JSON.parse(line) as { message: string }).message)).toEqual([
    'the feed broke off',
  ]);
});

it('ends in order when the app is closed, also where nobody drains it first', async () => {
  await serve({ silence: 60_000, longest: 60_000 });
  const answer = await opened();
  await app.close();
  expect((await answer.text()).match(/^data: /gm)!.length).toBeLessThanOrEqual(everything().length);
  expect(logged).toEqual([]);
});
