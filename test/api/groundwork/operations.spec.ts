import { Logger } from '@nestjs/common';
import { expectProblem } from '../../support/http/expect-problem.js';
import { startFace, type Face, type LogLine } from '../../support/http/face.js';
import { open } from '../../support/http/raw-exchange.js';

let face: Face;
beforeEach(async () => {
  face = await startFace();
});
afterEach(() => face.end());

const requests = (): LogLine[] => face.log.filter(line => line.message === 'request');

describe('health', () => {
  it('is live when the process answers, and ready when all is there', async () => {
    expect((await face.app.inject({ url: '/health/live' })).json()).toEqual({ live: true });
    const answer = await face.app.inject({ url: '/health/ready' });
    expect([answer.statusCode, answer.json()]).toEqual([200, { ready: true, checks: [] }]);
    expect(face.log).toEqual([]);
  });

  it('names what is not ready, be it that it says so, fails or keeps silent', async () => {
    await face.end();
    face = await startFace({
      checks: [
        { name: 'store', ready: () => true },
        { name: 'projector', ready: () => Promise.resolve(false) },
        { name: 'keys', ready: () => Promise.reject(new Error('secret')) },
        { name: 'disk', ready: () => Promise.withResolvers<boolean>().promise },
        {
          name: 'broken',
          ready: () => {
            throw new Error('secret');
          },
        },
      ],
    });
    const answer = await face.app.inject({ url: '/health/ready' });
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toEqual({
      ready: false,
      checks: [
        { name: 'store', ready: true },
        { name: 'projector', ready: false },
        { name: 'keys', ready: false },
        { name: 'disk', ready: false },
        { name: 'broken', ready: false },
      ],
    });
    expect(face.log).toMatchObject([{ route: '/health/ready', status: 503 }]);
  });
});

describe('metrics', () => {
  it('count requests by template, method and status class and name nobody', async () => {
    const headers = { authorization: face.bearer };
    await face.app.inject({ url: '/v1/measures/m-4711', headers });
    await face.app.inject({ url: '/v1/measures/m-4712', headers });
    await face.app.inject({ url: '/v1/measures/m-4713' });
    await face.app.inject({ url: '/v1/nothing/m-4714' });
    await face.app.inject({ url: '/v1/%zz' });
    await face.app.inject({ method: 'TRACE' as 'GET', url: '/v1/me' });
    const {
      body,
      headers: { 'content-type': type },
    } = await face.app.inject({ url: '/metrics' });
    expect(type).toMatch(/^text\/plain; version=0\.0\.4/);
    const count = (labels: string) => new RegExp(`_count\\{${labels}\\} (\\d+)`).exec(body)?.[1];
    expect(count('method="GET",route="/v1/measures/:measureId",status="2xx"')).toBe('2');
    expect(count('method="GET",route="/v1/measures/:measureId",status="4xx"')).toBe('1');
    expect(count('method="GET",route="unknown",status="4xx"')).toBe('2');
    expect(count('method="other",route="unknown",status="4xx"')).toBe('1');
    expect(body).toContain('process_cpu_seconds_total');
    expect(body).not.toMatch(/m-471|adviser-7|office-1/);
  });

  it('belong to one app', async () => {
    const other = await startFace();
    await other.app.inject({ url: '/v1/measures/m-1' });
    expect((await face.app.inject({ url: '/metrics' })).body).not.toContain('measureId');
    await other.end();
  });
});

describe('the log', () => {
  it('has one line a request: template, method, status, time, correlation id, and no more', async () => {
    face.stage.answer = () => {
      face.clock.advance(25);
      return Promise.resolve({});
    };
    const answer = await face.app.inject({ url: '/v1/slow' });
    expect(requests()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^2030-01-07T09:00:00\.025Z$/) as string,
        message: 'request',
        correlationId: answer.headers['x-correlation-id'],
        method: 'GET',
        route: '/v1/slow',
        status: 200,
        milliseconds: 25,
      },
    ]);
  });

  it('holds nothing that was sent', async () => {
    const headers = { authorization: face.bearer, 'content-type': 'application/json', 'user-agent': 'erika' };
    await face.app.inject({ method: 'POST', url: '/v1/echo', payload: '{"text":"erika"}', headers });
    await face.app.inject({ method: 'POST', url: '/v1/echo', payload: '{"erika":1}', headers });
    await face.app.inject({ url: '/v1/measures/erika?erika=erika', headers });
    await face.app.inject({ url: '/v1/erika', headers });
    await face.app.inject({ url: '/v1/erika%zz', headers });
    expect(requests()).toHaveLength(5);
    expect(JSON.stringify(face.log)).not.toMatch(/erika|eyJ|adviser-7|office-1|127\.0\.0\.1/);
  });

  it('has a line for what was no request, and for a caller who went away', async () => {
    const port = await face.listen();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const { promise: logged, resolve: log } = Promise.withResolvers<void>();
    face.stage.answer = () => {
      begin();
      return logged;
    };
    const socket = await open(port);
    socket.on('error', () => undefined);
    socket.write('GET /v1/slow HTTP/1.1\r\nhost: a\r\n\r\n');
    await begun;
    socket.destroy();
    const broken = await open(port);
    broken.resume().write('garbage\r\n\r\n');
    await new Promise(resolve => broken.on('close', resolve));
    while (requests().length < 2) await new Promise(resolve => setImmediate(resolve));
    log();
    expect(requests()).toContainEqual(expect.objectContaining({ route: '/v1/slow', aborted: true }));
    expect(requests()).toContainEqual(
      expect.objectContaining({ route: 'unknown', method: 'unknown', status: 400 }),
    );
  });

  it('is where providers speak too', () => {
    const before = face.log.length;
    const logger = new Logger('Projector');
    logger.log('caught up');
    logger.warn('behind');
    logger.error('stopped', 'Error: x\n    at y');
    expect(face.log.slice(before)).toMatchObject([
      { level: 'info', message: 'caught up', speaker: 'Projector' },
      { level: 'warn', message: 'behind', speaker: 'Projector' },
      { level: 'error', message: 'stopped', speaker: 'Projector', stack: 'Error: x\n    at y' },
    ]);
  });

  it('keeps to its level', async () => {
    await face.end();
    face = await startFace({ environment: { LOG_LEVEL: 'error' } });
    await face.app.inject({ url: '/v1/nothing' });
    expect(face.log).toEqual([]);
  });
});

it('sends headers that leave a browser nothing to guess or to keep', async () => {
  for (const url of ['/health/live', '/v1/nothing', '/v1/%zz', '/v1/me']) {
    expect((await face.app.inject({ url })).headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
    });
  }
});

it('answers HEAD as GET, without a body', async () => {
  const answer = await face.app.inject({ method: 'HEAD', url: '/health/live' });
  expect([answer.statusCode, answer.body]).toEqual([200, '']);
  expect((await face.app.inject({ method: 'HEAD', url: '/v1/me' })).statusCode).toBe(401);
});

it('does not start over a module that cannot tell who asks', async () => {
  await expect(startFace({ withoutVerifier: true })).rejects.toThrow(/TokenVerifier/);
});

it('answers a wrong bearer on an unknown path as an unknown path', async () => {
  expectProblem(
    await face.app.inject({ url: '/v1/nothing', headers: { authorization: 'Bearer a.b.c' } }),
    404,
    'not-found',
  );
});
