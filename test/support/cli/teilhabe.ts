import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

const dist = resolve(import.meta.dirname, '../../../dist');
type Environment = Readonly<Record<string, string>>;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Process {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

const running = new Set<ChildProcess>();

/** Starts a built program on a data directory. */
function begin(program: string, args: readonly string[], dataDir: string, more: Environment = {}): Process {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(AUTH_|NODE_OPTIONS$|LOG_|PORT$)/.test(name),
  );
  const child = spawn(process.execPath, [resolve(dist, program), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...Object.fromEntries(inherited), DATA_DIR: dataDir, ...more },
  });
  running.add(child);
  const ended = Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]).then(
    ([, stdout, stderr]) => {
      running.delete(child);
      return { code: child.exitCode, stdout, stderr };
    },
  );
  return { child, ended };
}

/** Starts a command of the command line. */
export const beginCommand = (dataDir: string, ...args: readonly string[]): Process =>
  begin('cli.js', args, dataDir);

/** Calls a command of the command line and waits for its end. */
export const teilhabe = (dataDir: string, ...args: readonly string[]): Promise<Ended> =>
  beginCommand(dataDir, ...args).ended;

export const beginWith = (environment: Environment, dataDir: string, ...args: readonly string[]): Process =>
  begin('cli.js', args, dataDir, environment);

export const teilhabeWith = (environment: Environment, dataDir: string, ...args: readonly string[]) =>
  begin('cli.js', args, dataDir, environment).ended;

export interface Server {
  readonly url: string;
  /** Ends it in good order. */
  stop(): Promise<Ended>;
}

/** Starts the server on a free port. */
export async function startServer(dataDir: string): Promise<Server> {
  const { child, ended } = begin('main.js', [], dataDir, { PORT: '0', LOG_LEVEL: 'warn' });
  const url = await new Promise<string>((resolveUrl, reject) => {
    let said = '';
    child.stderr!.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, found] = /listens on (\S+)/.exec(said) ?? [];
      if (found) resolveUrl(found);
    });
    child.once('exit', code => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
  return {
    url,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** For `afterEach`: no process outlives the test that started it. */
export async function endProcesses(): Promise<void> {
  for (const child of running) {
    const gone = once(child, 'exit');
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await gone;
  }
}

/** Looks again and again, up to half a minute, until it is so. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`it never came that ${what}`);
    await pause(5);
  }
}
