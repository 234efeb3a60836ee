import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('collecting.process.ts', import.meta.url));
const running = new Set<Collector>();

export type Mode = 'parts' | 'stream';

/** A consumer of the feed in a process of its own, which keeps what it reads in a file. */
export class Collector {
  /** Events that it has kept since it was started. */
  count = 0;
  private readonly child: ChildProcess;
  private readonly gone: Promise<unknown>;
  private said = '';
  private ended = false;
  private changed = Promise.withResolvers<void>();

  constructor(mode: Mode, url: string, bearer: string, file: string) {
    const quiet = '--disable-warning=ExperimentalWarning';
    this.child = spawn(process.execPath, [quiet, script, mode, `${url}/v1/feed`, bearer, file], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(this);
    this.child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.said += text));
    createInterface(this.child.stdout!).on('line', line => {
      this.count = Number(line);
      this.tell();
    });
    this.gone = once(this.child, 'close');
    this.child.once('close', () => {
      this.ended = true;
      this.tell();
    });
  }

  /** Resolves once it has kept so many events. @throws Error where it ends by itself */
  async kept(events: number): Promise<void> {
    while (this.count < events) {
      if (this.ended) throw new Error(`it ended by itself: ${this.said}`);
      await this.changed.promise;
    }
  }

  /** `kill -9`; resolves when it is gone. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.gone;
    running.delete(this);
  }

  private tell(): void {
    const { resolve } = this.changed;
    this.changed = Promise.withResolvers<void>();
    resolve();
  }
}

/** For `afterEach`: no consumer outlives the test that started it. */
export async function killCollectors(): Promise<void> {
  for (const collector of running) await collector.kill();
}

/** The ids in the order in which they were kept. */
export function keptIn(file: string): readonly string[] {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  try {
    return db
      .prepare('SELECT id FROM event ORDER BY n')
      .all()
      .map(({ id }) => String(id));
  } finally {
    db.close();
  }
}
