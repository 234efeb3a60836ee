import { once } from 'node:events';
import { Injectable, type OnApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import { Draining } from '../../../src/http/health/draining.js';
import { shutDown } from '../../../src/http/health/shut-down.js';
import { expectProblem } from '../../support/http/expect-problem.js';
import { startFace, type Face } from '../../support/http/face.js';
import { open, readAnswers } from '../../support/http/raw-exchange.js';

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nhost: a\r\n\r\n`;

let face: Face;
let port: number;
let finish: (answer: object) => void;
let begun: Promise<void>;
const order: string[] = [];

@Injectable()
class Store implements OnModuleDestroy, OnApplicationShutdown {
  onModuleDestroy(): void {
    order.push('store told');
  }

  onApplicationShutdown(): void {
    order.push('store closed');
  }
}

beforeEach(async () => {
  order.length = 0;
  face = await startFace({ providers: [Store] });
  port = await face.listen();
  const { promise, resolve } = Promise.withResolvers<object>();
  const { promise: started, resolve: start } = Promise.withResolvers<void>();
  face.stage.answer = () => {
    start();
    return promise.then(answer => {
      order.push('answered');
      return answer;
    });
  };
  finish = resolve;
  begun = started;
});
afterEach(() => face.end());

it('finishes what was begun, closes what is idle, takes nothing new, and only then lets the store go', async () => {
  const idle = await open(port);
  idle.write(get('/health/live'));
  await once(idle, 'data');
  const busy = await open(port);
  const answers = readAnswers(busy);
  busy.write(get('/v1/slow'));
  await begun;
  const idleClosed = once(idle, 'close');
  const ended = shutDown(face.app);
  await idleClosed;
  await expect(open(port)).rejects.toThrow('ECONNREFUSED');
  expect(order).toEqual([]);
  finish({ done: true });
  const [answer] = await answers;
  expect([answer?.statusCode, answer?.body]).toEqual([200, '{"done":true}']);
  expect(answer?.headers.connection).toBe('close');
  expect(await ended).toBe(true);
  expect(order).toEqual(['answered', 'store told', 'store closed']);
});

it('refuses what still arrives on a busy connection', async () => {
  const busy = await open(port);
  const answers = readAnswers(busy);
  const text = once(busy, 'data');
  busy.write(get('/v1/stream'));
  await text;
  const ended = shutDown(face.app);
  const arrived = once(face.app.getHttpServer(), 'request');
  busy.write(get('/v1/me'));
  await arrived;
  finish({});
  const [first, second] = await answers;
  expect(first?.body).toBe('begun, done');
  expect(second?.headers.connection).toBe('close');
  expect(second?.headers['retry-after']).toBe('5');
  expectProblem(second!, 503, 'shutting-down');
  expect(await ended).toBe(true);
});

it('lets an answer end whose beginning has been sent', async () => {
  const busy = await open(port);
  const text = once(busy, 'data');
  busy.write(get('/v1/stream'));
  await text;
  const ended = shutDown(face.app);
  const closed = once(busy, 'close');
  finish({});
  await closed;
  expect(await ended).toBe(true);
});

it('cuts what does not end, and says so', async () => {
  const busy = await open(port);
  const answers = readAnswers(busy);
  busy.write(get('/v1/slow'));
  await begun;
  const half = await open(port);
  const halfClosed = readAnswers(half);
  half.write('POST /v1/echo HTTP/1.1\r\nhost: a\r\ncontent-le');
  expect(await shutDown(face.app, { answers: 20, all: 2_000 })).toBe(false);
  expect([await answers, await halfClosed]).toEqual([[], []]);
  expect(order).toEqual(['store told', 'store closed']);
  finish({});
});

it('does not wait for ever for a provider that does not let go', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const close = face.app.close.bind(face.app);
  const app = Object.create(face.app, { close: { value: () => promise.then(close) } }) as typeof face.app;
  expect(await shutDown(app, { answers: 10, all: 30 })).toBe(false);
  resolve();
});

it('is not ready from the beginning of the end', async () => {
  face.app.get(Draining).begin();
  expectProblem(await face.app.inject({ url: '/health/ready' }), 503, 'shutting-down');
});
