import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { open, readAnswers } from '../support/http/raw-exchange.js';
import { Scene, type Step } from '../support/api/scene.js';
import { commands, get } from '../support/api/steps.js';
import { served } from '../support/e2e/served.js';
import { Server } from '../support/e2e/server.js';

const { directory, start } = served();
/** For the processes to start on a busy machine. */
const longEnough = 90_000;

/** Rejects where a promise takes longer than so many milliseconds. */
async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`it took longer than ${milliseconds} ms`)), milliseconds);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

const refusedAt = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => socket.destroy()).on('error', () => undefined);
    socket.on('close', failed => resolve(failed));
  });

const portOf = (server: Server): number => Number(new URL(server.url).port);

const register = (n: number): Step => commands.RegisterClient({ clientId: `c-${n}` });

describe('SIGTERM', () => {
  it(
    'lets what is under way finish, and ends with 0 within 5 seconds',
    async () => {
      const { server, remote } = await start();
      const scene = new Scene(remote, 'one');
      const bearer = await remote.bearerOf(scene.people.adviser);
      const body = JSON.stringify({ clientId: 'c-slow' });
      // A command of which the server has read no more than a part.
      const socket = await open(portOf(server));
      const answers = readAnswers(socket);
      socket.write(
        `POST /v1/clients HTTP/1.1\r\nhost: a\r\nauthorization: ${bearer}\r\ncontent-type: application/json\r\n` +
          `content-length: ${body.length}\r\n\r\n${body.slice(0, 5)}`,
      );
      await scene.did(register(0));
      const ended = within(5_000, server.terminate());
      while (!(await refusedAt(portOf(server)))) await new Promise(resolve => setImmediate(resolve));
      socket.write(body.slice(5));
      const [answer] = await answers;
      expect(answer).toMatchObject({ statusCode: 201, headers: { connection: 'close' } });
      expect(await ended).toMatchObject({ code: 0, signal: null });
      expect(server.logged).toEqual([]);
      expect((await remote.stream('client-c-slow')).map(({ type }) => type)).toEqual(['ClientRegistered']);
    },
    longEnough,
  );

  it(
    'amid many commands: each is recorded and answered, or neither',
    async () => {
      const { server, remote } = await start();
      const scene = new Scene(remote, 'one');
      let ended: ReturnType<Server['terminate']> | undefined;
      const outcomes = await Promise.all(
        Array.from({ length: 100 }, async (_, n) => {
          const answer = await scene.does(register(n)).catch(() => undefined);
          ended ??= within(5_000, server.terminate());
          return answer === undefined
            ? 'not taken'
            : answer.statusCode === 201
              ? 'recorded'
              : answer.json<{ code: string }>().code;
        }),
      );
      expect(await ended).toMatchObject({ code: 0, signal: null });
      for (const [n, outcome] of outcomes.entries()) {
        expect(['recorded', 'not taken', 'shutting-down']).toContain(outcome);
        const events = await remote.stream(`client-c-${n}`);
        expect([outcome, events.length]).toEqual([outcome, outcome === 'recorded' ? 1 : 0]);
      }
      expect(outcomes).toContain('recorded');
      expect(server.logged).toEqual([]);
    },
    longEnough,
  );

  it(
    'leaves the directory to the next, which has everything',
    async () => {
      const { server, remote } = await start();
      const scene = new Scene(remote, 'one');
      await scene.did(register(1));
      expect(await within(5_000, server.terminate())).toMatchObject({ code: 0 });
      await start();
      expect(await scene.sees(get('/v1/clients'))).toMatchObject({ items: [{ clientId: 'c-1' }] });
    },
    longEnough,
  );
});

describe('a second server', () => {
  it(
    'on the same directory ends with 75, says why in a line, and disturbs nobody',
    async () => {
      const { remote } = await start();
      const { code, said } = await Server.fails(directory());
      expect({ code, lines: said.trimEnd().split('\n') }).toEqual({
        code: 75,
        lines: [`the data directory ${directory()} is held by another process`],
      });
      await new Scene(remote, 'one').did(register(1));
    },
    longEnough,
  );

  it(
    'on the same port ends with 71 and says why in a line',
    async () => {
      const { server } = await start();
      const another = join(directory(), 'another');
      const { code, said } = await Server.fails(another, { PORT: `${portOf(server)}` });
      expect({ code, lines: said.trimEnd().split('\n') }).toEqual({
        code: 71,
        lines: [expect.stringContaining('EADDRINUSE') as string],
      });
    },
    longEnough,
  );
});

describe('a start that cannot be', () => {
  it(
    'for its configuration ends with 78, names every fault and touches nothing',
    async () => {
      const dataDir = join(directory(), 'new');
      const { code, said } = await Server.fails(dataDir, {
        PORT: 'eighty',
        LOG_LEVEL: 'loud',
        BODY_LIMIT: '1',
        MIN_POSITION_TIMEOUT_MS: '-1',
        AUTH_JWKS_URL: 'http://elsewhere.example/keys',
      });
      expect(code).toBe(78);
      for (const variable of [
        ...['PORT', 'LOG_LEVEL', 'BODY_LIMIT', 'MIN_POSITION_TIMEOUT_MS'],
        ...['AUTH_JWKS_URL', 'AUTH_ISSUER', 'AUTH_AUDIENCE'],
      ])
        expect(said).toMatch(new RegExp(`^  ${variable} `, 'm'));
      expect(said).not.toMatch(/\bat .*\.js/);
      expect(existsSync(dataDir)).toBe(false);
    },
    longEnough,
  );

  it(
    'for its directory ends with 71 and says why in a line',
    async () => {
      const file = join(directory(), 'a-file');
      await writeFile(file, '');
      const { code, said } = await Server.fails(file);
      expect([code, said.trimEnd().split('\n').length]).toEqual([71, 1]);
    },
    longEnough,
  );

  it(
    'for a store that is none ends with 71, says why in a line and leaves it as it is',
    async () => {
      const dataDir = join(directory(), 'data');
      await mkdir(dataDir);
      await writeFile(
        join(dataDir, 'events.db'),
        'this is no database, and long enough to be looked at '.repeat(100),
      );
      const { code, said } = await Server.fails(dataDir);
      expect([code, said.trimEnd().split('\n').length]).toEqual([71, 1]);
      expect(await readdir(dataDir)).toContain('events.db');
    },
    longEnough,
  );
});
