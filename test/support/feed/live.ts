import { EventSource, type EventSourceInit } from 'eventsource';
import type { Product } from '../api/product.js';
import { integrator } from './reader.js';

export interface Message {
  readonly lastEventId: string;
  readonly data: string;
}

/** The event stream as a browser's EventSource reads it, with a token. */
export class Live {
  readonly messages: Message[] = [];
  /** Statuses with which the server answered, one for each time that it was asked. */
  readonly answered: number[] = [];
  /** The `Last-Event-ID` of each request. */
  readonly asked: (string | null)[] = [];
  private readonly source: EventSource;
  private changed = Promise.withResolvers<void>();

  private constructor(url: string, bearer: string) {
    const ask: EventSourceInit['fetch'] = async (input, init) => {
      const headers = new Headers({ ...init?.headers, authorization: bearer });
      this.asked.push(headers.get('last-event-id'));
      const answer = await fetch(input, { ...init, headers });
      this.answered.push(answer.status);
      this.tell();
      return answer;
    };
    this.source = new EventSource(url, { fetch: ask });
    this.source.addEventListener('message', ({ lastEventId, data }) => {
      this.messages.push({ lastEventId, data: String(data) });
      this.tell();
    });
  }

  static async on(product: Product, port: number, query = ''): Promise<Live> {
    return new Live(`http://127.0.0.1:${port}/v1/feed${query}`, await product.bearer(integrator));
  }

  get ids(): readonly string[] {
    return this.messages.map(({ data }) => (JSON.parse(data) as { readonly id: string }).id);
  }

  /** Resolves as soon as it holds; the test's own time limit is the deadline. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await this.changed.promise;
  }

  close(): void {
    this.source.close();
  }

  private tell(): void {
    const { resolve } = this.changed;
    this.changed = Promise.withResolvers<void>();
    resolve();
  }
}
