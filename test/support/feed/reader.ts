import { HTTP, type CloudEvent } from 'cloudevents';
import type { Answer, Product } from '../api/product.js';
import { peopleOf } from '../api/people.js';
import type { ProblemBody } from '../http/expect-problem.js';

export const { integrator } = peopleOf('downstream');

/** Asks the feed as an integrator does, and reads its answers with the official SDK. */
export class Reader {
  constructor(private readonly product: Product) {}

  ask(query = '', headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const url = query.startsWith('/') ? query : `/v1/feed${query}`;
    return this.product.send({ by: integrator, method: 'GET', url, headers });
  }

  async events(query = ''): Promise<readonly CloudEvent[]> {
    return eventsIn(await this.ask(query));
  }

  /** Every part from a query on, by the links from one to the next. */
  async all(query = '?limit=200'): Promise<readonly CloudEvent[]> {
    const events: CloudEvent[] = [];
    for (let url = query; ;) {
      const answer = await this.ask(url);
      const next = nextIn(answer);
      if (next === url) return events;
      events.push(...eventsIn(answer));
      url = next;
    }
  }

  /** The problem of a question that is refused. */
  async refusal(query: string, headers?: Readonly<Record<string, string>>): Promise<ProblemBody> {
    const answer = await this.ask(query, headers);
    if (answer.statusCode === 200) throw new Error(`not refused: ${query}`);
    return answer.json<ProblemBody>();
  }
}

/** The events of an answer, as the SDK reads it. @throws ValidationError where one is none */
export function eventsIn({ statusCode, headers, body }: Pick<Answer, 'statusCode' | 'headers' | 'body'>) {
  if (statusCode !== 200) throw new Error(`not answered: ${statusCode} ${body}`);
  const events = HTTP.toEvent({ headers: headers as Record<string, string>, body }) as CloudEvent[];
  for (const event of events) event.validate();
  return events;
}

export const nextIn = ({ headers }: Pick<Answer, 'headers'>): string =>
  /^<([^>]+)>; rel="next"$/.exec(String(headers['link']))![1]!;
