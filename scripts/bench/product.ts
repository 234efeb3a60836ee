import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { whenLeft } from './leaving.ts';
import { peakMbOf } from './memory.ts';

const dist = new URL('../../dist/', import.meta.url);

/** The operator's command line of the product as built. */
export const cli = fileURLToPath(new URL('cli.js', dist));

/** A module of the product as built. `T` is `typeof import('../../src/….ts')`. */
export const built = async <T>(module: string): Promise<T> =>
  (await import(new URL(`${module}.js`, dist).href)) as T;

/** A process under measurement, which says `listens on URL` on its standard error. */
export class Served {
  private readonly child: ChildProcess;
  readonly url: string;

  private constructor(child: ChildProcess, url: string) {
    this.child = child;
    this.url = url;
  }

  static async start(
    script: string | URL,
    environment: Readonly<Record<string, string>>,
    nodeOptions: readonly string[] = [],
  ): Promise<Served> {
    const path = typeof script === 'string' ? script : fileURLToPath(script);
    if (!existsSync(path)) throw new Error(`${path} is not there: npm run build`);
    const child = spawn(process.execPath, [...nodeOptions, path], {
      env: { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'], ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.once(
      'exit',
      whenLeft(() => child.kill('SIGKILL')),
    );
    let said = '';
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const url = /listens on (http:\S+)/.exec(said)?.[1];
      if (url) resolve(url);
    });
    child.once('exit', code => reject(new Error(`it ended with ${code}: ${said}`)));
    const url = await promise;
    return new Served(child, url);
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

  /** Waits until it says of itself that it is ready: it may listen before its views are there. */
  async ready(): Promise<void> {
    while (!(await fetch(`${this.url}/health/ready`)).ok) await pause(5);
  }

  /** The most that was ever resident, in MB. */
  memoryMb(): number {
    return peakMbOf(this.child.pid!);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await gone;
  }
}
