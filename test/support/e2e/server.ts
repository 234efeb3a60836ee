import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const main = join(import.meta.dirname, '../../../dist/main.js');

/** How a process ended: its exit code, or the signal that ended it, and what it said on stderr. */
export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly said: string;
}

const running = new Set<Server>();

/** The product as built, in a process of its own that serves a data directory on a free port of 127.0.0.1. */
export class Server {
  readonly ended: Promise<Ended>;
  /** Lines of its log, at the level of errors. */
  readonly logged: string[] = [];
  private said = '';
  private listening = '';

  private constructor(private readonly child: ChildProcess) {
    running.add(this);
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.said += text));
    child.stdout!.setEncoding('utf8').on('data', (text: string) => this.logged.push(text));
    this.ended = once(child, 'close').then(([code, signal]) => {
      running.delete(this);
      return { code: code as number | null, signal: signal as string | null, said: this.said };
    });
  }

  /** Starts it and waits until it listens. @throws Error where it ends instead */
  static async start(dataDir: string, environment: Readonly<Record<string, string>> = {}): Promise<Server> {
    const server = Server.spawn(dataDir, environment);
    const { promise: told, resolve: tell } = Promise.withResolvers<string>();
    server.child.stderr!.on('data', () => {
      const url = /listens on (http:\S+)\n/.exec(server.said)?.[1];
      if (url !== undefined) tell(url);
    });
    const instead = server.ended.then(({ code, said }) => {
      throw new Error(`it ended with ${code}: ${said}`);
    });
    server.listening = await Promise.race([told, instead]);
    return server;
  }

  /** Starts what will not serve, and waits for its end. */
  static fails(dataDir: string, environment: Readonly<Record<string, string>> = {}): Promise<Ended> {
    return Server.spawn(dataDir, environment).ended;
  }

  private static spawn(dataDir: string, environment: Readonly<Record<string, string>>): Server {
    const { PATH, TMPDIR } = process.env;
    const env = { PATH, TMPDIR, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error', ...environment };
    return new Server(spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] }));
  }

  get url(): string {
    return this.listening;
  }

  /** Errors that it logged and that are none of these types. */
  loggedBeside(...types: readonly string[]): readonly string[] {
    const lines = this.logged
      .join('')
      .split('\n')
      .filter(line => line !== '');
    return lines.filter(
      line => !types.includes((JSON.parse(line) as { err?: { type?: string } }).err?.type ?? ''),
    );
  }

  /** `kill -9`; resolves when it is gone. */
  kill(): Promise<Ended> {
    this.child.kill('SIGKILL');
    return this.ended;
  }

  /** It stands still, with all that it holds, until it goes on. */
  standStill(): void {
    this.child.kill('SIGSTOP');
  }

  goOn(): void {
    this.child.kill('SIGCONT');
  }

  /** Asks it to end; resolves when it has. */
  terminate(): Promise<Ended> {
    this.child.kill('SIGTERM');
    return this.ended;
  }
}

/** For `afterEach`: no server outlives the test that started it. */
export async function killServers(): Promise<void> {
  for (const server of running) await server.kill();
}
