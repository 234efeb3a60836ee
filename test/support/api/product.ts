import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LightMyRequestResponse } from 'fastify';
import { OwnedClock, type Clock } from '../../../src/clock.js';
import { Config } from '../../../src/config.js';
import type { DomainEntry } from '../../../src/event-codec/domain-event.js';
import { openLog } from '../../../src/http/logging/log.js';
import { InstanceKey } from '../../../src/identity/instance-key.js';
import type { Principal } from '../../../src/identity/principal.js';
import { assemble, type Assembled } from '../../../src/serve.js';
import { freshStores, type FreshStores } from '../servers/fresh-stores.js';

export type Answer = Pick<LightMyRequestResponse, 'statusCode' | 'headers' | 'body' | 'json'>;

export interface Request {
  /** Nobody, where null. */
  readonly by: Principal | null;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Who answers: the product in this process, or one in a process of its own. */
export interface Counterpart {
  readonly clock: Clock;
  send(request: Request): Promise<Answer>;
  /** Everything recorded in a stream. */
  stream(name: string): Promise<readonly DomainEntry[]>;
}

const aHundredYears = 3_155_760_000;

/** The whole product in a directory of its own, as it is served, but without a port and under a clock of the test's. */
export class Product implements Counterpart {
  /** A Monday morning. */
  readonly clock = new OwnedClock(Date.UTC(2026, 4, 11, 8));
  /** What the product logged at the level of errors. */
  readonly errors: string[] = [];
  private readonly tokens = new Map<Principal, string>();
  private assembled!: Assembled;
  private key!: InstanceKey;

  private constructor(
    private readonly config: Config,
    private readonly stores: FreshStores,
  ) {}

  static async open(environment: Readonly<Record<string, string>> = {}): Promise<Product> {
    const dataDir = await mkdtemp(join(tmpdir(), 'product-'));
    const stores = await freshStores();
    const settings = {
      DATA_DIR: dataDir,
      PORT: '0',
      LOG_LEVEL: 'error',
      ...stores.environment,
      ...environment,
    };
    const product = new Product(Config.from(settings), stores);
    await product.start();
    return product;
  }

  get app(): Assembled['app'] {
    return this.assembled.app;
  }

  get instance(): Assembled['instance'] {
    return this.assembled.instance;
  }

  get dataDir(): string {
    return this.config.dataDir;
  }

  async bearer(principal: Principal): Promise<string> {
    const known = this.tokens.get(principal);
    if (known !== undefined) return known;
    const made = `Bearer ${await this.key.sign(principal, { expiresIn: aHundredYears })}`;
    this.tokens.set(principal, made);
    return made;
  }

  async send({ by, method, url, body, headers = {} }: Request): Promise<Answer> {
    const authorization = by === null ? {} : { authorization: await this.bearer(by) };
    const raw = typeof body === 'string' || Buffer.isBuffer(body);
    return this.app.inject({
      method,
      url,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...authorization,
        ...headers,
      },
      ...(body === undefined ? {} : { payload: raw ? body : JSON.stringify(body) }),
    });
  }

  /** Listens on a free port of 127.0.0.1, for requests that no client would send, and tells which. */
  async listen(): Promise<number> {
    await this.app.listen(0, '127.0.0.1');
    return (this.app.getHttpServer().address() as AddressInfo).port;
  }

  /** Where the log ends: the same before and after, if nothing was recorded. */
  head(): Promise<string | undefined> {
    return this.instance.log.head();
  }

  stream(name: string): Promise<readonly DomainEntry[]> {
    return this.instance.log.readStream(name);
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async close(): Promise<void> {
    await this.stop();
    await rm(this.dataDir, { recursive: true });
    await this.stores.drop();
  }

  private async start(): Promise<void> {
    const destination = { write: (line: string) => void this.errors.push(line) };
    this.assembled = await assemble(this.config, this.clock, openLog(this.config, this.clock, destination));
    await this.app.getHttpAdapter().getInstance().ready();
    this.key = await InstanceKey.at(this.config.instanceKeyFile, this.clock);
  }

  private async stop(): Promise<void> {
    await this.app.close();
    await this.instance.close();
  }
}
