import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const dist = new URL('../../dist/', import.meta.url);

/** A module of the product as built. `T` is `typeof import('../../src/….ts')`. */
export const built = async <T>(module: string): Promise<T> =>
  (await import(new URL(`${module}.js`, dist).href)) as T;

/** A process under measurement, which says `listens on URL` on its standard error. */
export class Served {
  private readonly child: ChildProcess;
  readonly url: string;
  /** From the spawn until it listens. */
  readonly startMs: number;

  private constructor(child: ChildProcess, url: string, startMs: number) {
    this.child = child;
    this.url = url;
    this.startMs = startMs;
  }

  static async start(
    script: string | URL,
    environment: Readonly<Record<string, string>>,
    nodeOptions: readonly string[] = [],
  ): Promise<Served> {
    const path = typeof script === 'string' ? script : fileURLToPath(script);
    if (!existsSync(path)) throw new Error(`${path} is not there: npm run build`);
    const began = performance.now();
    const child = spawn(process.execPath, [...nodeOptions, path], {
      env: { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'], ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const url = /listens on (http:\S+)/.exec(said)?.[1];
      if (url) resolve(url);
    });
    child.once('exit', code => reject(new Error(`it ended with ${code}: ${said}`)));
    const url = await promise;
    return new Served(child, url, performance.now() - began);
  }

  /** The product, over a data directory. */
  static product(
    dataDir: string,
    environment: Readonly<Record<string, string>> = {},
    nodeOptions: readonly string[] = [],
  ): Promise<Served> {
    return Served.start(
      new URL('main.js', dist),
      { DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error', ...environment },
      nodeOptions,
    );
  }

  /** Resident memory now, in MB. */
  memoryMb(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? NaN) / 1024;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await gone;
  }
}
