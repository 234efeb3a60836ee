import { SystemClock } from '../../../src/clock.js';
import { Config } from '../../../src/config.js';
import type { DomainEntry } from '../../../src/event-codec/domain-event.js';
import { EventLog } from '../../../src/event-codec/event-log.js';
import { InstanceKey } from '../../../src/identity/instance-key.js';
import type { Principal } from '../../../src/identity/principal.js';
import { openForReading } from '../../../src/stores.js';
import type { Answer, Counterpart, Request } from '../api/product.js';
import type { Server } from './server.js';

const aDay = 86_400;

/** A served data directory as its clients know it: over HTTP, with tokens that its key has signed. */
export class Remote implements Counterpart {
  readonly clock = new SystemClock();
  private readonly tokens = new Map<string, string>();

  private constructor(
    readonly dataDir: string,
    private readonly key: InstanceKey,
    private server: Server,
    private readonly config: Config,
  ) {}

  /** @param environment names the event store, where it is not in the data directory */
  static async of(
    dataDir: string,
    server: Server,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<Remote> {
    const config = Config.from({ DATA_DIR: dataDir, ...environment });
    return new Remote(dataDir, await InstanceKey.open(dataDir, new SystemClock()), server, config);
  }

  /** Another process serves the same directory now. */
  movedTo(server: Server): void {
    this.server = server;
  }

  /** @throws TypeError where the server goes away before it has answered */
  async send({ by, method, url, body, headers = {} }: Request): Promise<Answer> {
    const answer = await fetch(`${this.server.url}${url}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(by === null ? {} : { authorization: await this.bearerOf(by) }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      statusCode: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: text,
      json: <T>() => JSON.parse(text) as T,
    };
  }

  /** What stands in the store, read beside the process that writes it. */
  async read<T>(question: (log: EventLog) => Promise<T>): Promise<T> {
    const store = await openForReading(this.config);
    if (!store) throw new Error(`there is no log in ${this.dataDir}`);
    try {
      return await question(new EventLog(store));
    } finally {
      await store.close();
    }
  }

  stream(name: string): Promise<readonly DomainEntry[]> {
    return this.read(log => log.readStream(name));
  }

  async bearerOf(principal: Principal): Promise<string> {
    const known = this.tokens.get(principal.subject);
    if (known !== undefined) return known;
    const made = `Bearer ${await this.key.sign(principal, { expiresIn: aDay })}`;
    this.tokens.set(principal.subject, made);
    return made;
  }
}
