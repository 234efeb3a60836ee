import { once } from 'node:events';
import { request, type IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { CloudEvent, HTTP } from 'cloudevents';
import { shutDown } from '../../src/http/health/shut-down.js';
import { Product } from '../support/api/product.js';
import { Scene } from '../support/api/scene.js';
import { commands, started } from '../support/api/steps.js';
import { eventually } from '../support/event-store/observing.js';
import { Live } from '../support/feed/live.js';
import { Reader } from '../support/feed/reader.js';
import { measureRegistered, on } from '../support/views/told.js';

let product: Product;
let scene: Scene;
let reader: Reader;
let port: number;
let lives: Live[];

beforeEach(async () => {
  product = await Product.open();
  scene = new Scene(product, 'one');
  for (const step of started) await scene.did(step);
  reader = new Reader(product);
  port = await product.listen();
  lives = [];
});
afterEach(async () => {
  for (const live of lives) live.close();
  await product.close();
});

async function follow(query?: string): Promise<Live> {
  const live = await Live.on(product, port, query);
  lives.push(live);
  return live;
}
const idsOf = (events: readonly CloudEvent[]): readonly string[] => events.map(({ id }) => id);

it('tells what stands and then what is recorded, each as a structured CloudEvent with its cursor', async () => {
  const live = await follow();
  const standing = await reader.all();
  await live.until(() => live.ids.length === standing.length);
  for (let n = 1; n <= 3; n++) {
    await scene.did(commands.RecordContact());
    await live.until(() => live.ids.length === standing.length + n);
  }
  const all = await reader.all();
  expect(live.ids).toEqual(idsOf(all));
  for (const [n, { data, lastEventId }] of live.messages.entries()) {
    const headers = { 'content-type': 'application/cloudevents+json' };
    const event = HTTP.toEvent({ headers, body: data }) as CloudEvent;
    expect(event.validate()).toBe(true);
    expect(event).toEqual(all[n]);
    expect(lastEventId).toBe(event['cursor']);
  }
});

it('goes on where it was cut off, without gap or repetition', async () => {
  const live = await follow('?type=ContactHeld');
  await scene.did(commands.RecordContact());
  await live.until(() => live.ids.length === 1);
  product.app.getHttpServer().closeAllConnections();
  await scene.did(commands.RecordContact());
  await scene.did(commands.RecordContact());
  await live.until(() => live.ids.length === 3);
  expect(live.ids).toEqual(idsOf(await reader.all('?type=ContactHeld')));
  expect(live.asked).toEqual([null, live.messages[0]!.lastEventId]);
  expect(product.errors).toEqual([]);
});

it('prefers the cursor that was seen last to the one in the URL', async () => {
  const all = await reader.all();
  const [first, , third] = all.map(event => event['cursor'] as string);
  const [begun, texts] = await opened(`?after=${first}`, { 'last-event-id': third! });
  expect(begun.statusCode).toBe(200);
  expect(begun.headers).toMatchObject({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  let text = '';
  while (!text.includes(all.at(-1)!.id)) text += String((await texts.next()).value);
  expect([...text.matchAll(/^id: (.+)$/gm)].map(([, cursor]) => cursor)).toEqual(
    all.slice(3).map(event => event['cursor']),
  );
  begun.destroy();
});

it('is held up by a reader that does not read, and keeps little for it', async () => {
  const sockets: Socket[] = [];
  product.app.getHttpServer().on('connection', socket => sockets.push(socket));
  const long = measureRegistered({ title: 'x'.repeat(10_000) });
  const measures = Array.from({ length: 3_000 }, (_, n) => `measure-${n}`);
  for (let n = 0; n < measures.length; n += 100)
    await Promise.all(
      measures
        .slice(n, n + 100)
        .map(stream => product.instance.log.append(stream, 'no-stream', [on('2026-01-02', long)])),
    );
  const [begun] = await opened('?type=MeasureRegistered');
  const [socket] = sockets as [Socket];
  let kept = 0;
  // As long as it grows, the server still fills what lies between the two.
  for (let still = 0, before = -1; still < 500; before = socket.bytesWritten) {
    await new Promise(resolve => setImmediate(resolve));
    kept = Math.max(kept, socket.writableLength);
    still = socket.bytesWritten === before ? still + 1 : 0;
  }
  expect(kept).toBeLessThan(4_000_000);
  expect(socket.bytesWritten).toBeLessThan(20_000_000);
  let events = 0;
  let rest = '';
  for await (const chunk of begun) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop()!;
    events += lines.filter(line => line.startsWith('data: ')).length;
    if (events === measures.length + 1) break;
  }
}, 180_000);

it('ends with the server, in order, and soon', async () => {
  const live = await follow();
  const unwanted = await follow('?type=DeputyEnded');
  await live.until(() => live.ids.length > 0);
  await unwanted.until(() => unwanted.answered.length === 1);
  const [begun, texts] = await opened('');
  await texts.next();
  expect(await shutDown(product.app)).toBe(true);
  while (!(await texts.next()).done);
  expect(begun.complete).toBe(true);
  expect(product.errors).toEqual([]);
});

it('leaves nothing behind when the reader goes', async () => {
  const begun = await Promise.all(Array.from({ length: 20 }, () => opened('?type=DeputyEnded')));
  await Promise.all(begun.map(([, texts]) => texts.next()));
  for (const [answer] of begun) answer.destroy();
  const server: Server = product.app.getHttpServer();
  const open = () =>
    new Promise<number>((resolve, reject) =>
      server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
    );
  expect(await eventually(open, count => count === 0)).toBe(0);
  expect(product.errors).toEqual([]);
});

/** An event stream as it comes over the wire. */
async function opened(query: string, headers: Readonly<Record<string, string>> = {}) {
  const asking = request({
    ...{ port, host: '127.0.0.1', path: `/v1/feed${query}`, agent: false },
    headers: {
      accept: 'text/event-stream',
      authorization: await product.bearer(scene.people.integrator),
      ...headers,
    },
  });
  asking.end();
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  answer.on('error', () => undefined);
  return [answer, answer.iterator({ destroyOnReturn: false })] as const;
}
