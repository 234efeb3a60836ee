import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { SystemClock } from '../../../src/clock.js';
import { Config } from '../../../src/config.js';
import type { DomainEntry } from '../../../src/event-codec/domain-event.js';
import { EventLog } from '../../../src/event-codec/event-log.js';
import type { EventStore } from '../../../src/event-store/event-store.js';
import { openEventStore } from '../../../src/stores.js';
import type { Answer, Counterpart, Request } from '../api/product.js';
import { Remote } from '../e2e/remote.js';
import { Server } from '../e2e/server.js';

/** Milliseconds. */
const patience = 2_000;
export const names = ['a', 'b'] as const;
export type Name = (typeof names)[number];

/** Two processes that serve the same stores, as their clients know them: whoever answers, answers. */
export class Processes implements Counterpart {
  readonly clock = new SystemClock();
  /** Requests that one did not answer, or not now, and that were sent again, under the same key. */
  repeated = 0;
  private readonly servers = new Map<Name, Server>();
  private readonly remotes = new Map<Name, Remote>();
  private readonly log: EventLog;
  private turn = 0;

  private constructor(
    private readonly directory: string,
    private readonly environment: Readonly<Record<string, string>>,
    private readonly database: Client,
    private readonly store: EventStore,
  ) {
    this.log = new EventLog(store);
  }

  static async start(directory: string, environment: Readonly<Record<string, string>>): Promise<Processes> {
    const database = new Client({ connectionString: environment['VIEW_STORE']! });
    await database.connect();
    const config = Config.from({ ...environment, DATA_DIR: directory });
    const processes = new Processes(directory, environment, database, await openEventStore(config));
    for (const name of names) await processes.start(name);
    return processes;
  }

  /** Of one of them. */
  environmentOf(name: string): Readonly<Record<string, string>> {
    return {
      ...this.environment,
      DATA_DIR: join(this.directory, name),
      NODE_NAME: name,
      INSTANCE_KEY_FILE: join(this.directory, 'instance-key.json'),
    };
  }

  server(name: Name): Server {
    return this.servers.get(name)!;
  }

  async start(name: Name): Promise<void> {
    const { DATA_DIR, ...environment } = this.environmentOf(name);
    const server = await Server.start(DATA_DIR!, environment);
    this.servers.set(name, server);
    const remote = this.remotes.get(name);
    if (remote) remote.movedTo(server);
    else this.remotes.set(name, await Remote.of(this.directory, server, this.environment));
  }

  /** @throws TypeError where that one does not answer */
  sendTo(name: Name, request: Request): Promise<Answer> {
    return this.remotes.get(name)!.send(request);
  }

  /** Sends it to the next of them until one answers that can: what is sent again must say who it is. */
  async send(request: Request): Promise<Answer> {
    for (;;) {
      const name = names[this.turn++ % names.length]!;
      const answer = await Promise.race([
        this.sendTo(name, request).catch(() => undefined),
        // one that stands still does not answer at all
        pause(patience, undefined, { ref: false }),
      ]);
      if (answer && answer.statusCode !== 503 && !isConflict(answer)) return answer;
      this.repeated++;
      await pause(50);
    }
  }

  async stream(name: string): Promise<readonly DomainEntry[]> {
    return this.log.readStream(name);
  }

  /** The log itself. */
  read<T>(question: (log: EventLog) => Promise<T>): Promise<T> {
    return question(this.log);
  }

  head(): Promise<string> {
    return this.log.head().then(head => head ?? '');
  }

  /** By its name, as the database says. */
  async leader(): Promise<Name | undefined> {
    const { rows } = await this.database.query<{ node: Name }>(
      `SELECT node FROM node_lease WHERE name = 'leader' AND until > clock_timestamp()`,
    );
    return rows[0]?.node;
  }

  /** Where the view stands that is farthest behind. */
  async position(): Promise<string> {
    const { rows } = await this.database.query<{ position: string | null }>(
      'SELECT min(position) AS position FROM view_checkpoint',
    );
    return rows[0]?.position ?? '';
  }

  async close(): Promise<void> {
    await Promise.all([this.database.end(), this.store.close()]);
  }
}

const isConflict = ({ statusCode, body }: Answer): boolean =>
  statusCode === 409 && body.includes('revision-conflict');
