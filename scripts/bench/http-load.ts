import { Client } from 'undici';
import { figuresOf, type Figures } from './figures.ts';

export interface Sent {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * So many connections, each with one request under way at a time. What is measured lies between the first byte sent
 * and the last byte read.
 * @param next the request that the connection sends now
 * @param perSecond all connections together send no more than this
 * @throws Error where an answer is not 2xx: a load that fails measures nothing
 */
export async function load(
  url: string,
  connections: number,
  seconds: number,
  next: (connection: number) => Sent,
  perSecond = Infinity,
): Promise<Figures> {
  const clients = Array.from({ length: connections }, () => new Client(url));
  const times: number[] = [];
  const apart = (connections / perSecond) * 1_000;
  const began = performance.now();
  const end = began + seconds * 1_000;
  const one = async (client: Client, connection: number): Promise<void> => {
    for (let due = began + (apart * connection) / connections; due < end; due += apart) {
      const early = due - performance.now();
      if (perSecond !== Infinity && early > 1) await new Promise(resolve => setTimeout(resolve, early));
      const { path, method, headers, body } = next(connection);
      const sent = performance.now();
      if (sent >= end) return;
      const answer = await client.request({ path, method, headers, ...(body === undefined ? {} : { body }) });
      const text = await answer.body.text();
      times.push(performance.now() - sent);
      if (answer.statusCode > 299) throw new Error(`${method} ${path}: ${answer.statusCode} ${text}`);
    }
  };
  try {
    await Promise.all(clients.map(one));
  } finally {
    await Promise.all(clients.map(client => client.destroy()));
  }
  return figuresOf(times, (performance.now() - began) / 1_000);
}

/** So many requests, one after the other. @throws Error where an answer is not 2xx */
export async function sendEach(url: string, count: number, next: () => Sent): Promise<void> {
  const client = new Client(url);
  try {
    for (let n = 0; n < count; n++) {
      const { path, method, headers } = next();
      const { statusCode, body } = await client.request({ path, method, headers });
      const text = await body.text();
      if (statusCode > 299) throw new Error(`${method} ${path}: ${statusCode} ${text}`);
    }
  } finally {
    await client.destroy();
  }
}
