import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const fixture = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** A process that runs one of the `*.process.ts` beside this file and reports line by line. */
export interface Child {
  /** The lines it prints, until it has ended. */
  readonly lines: AsyncIterator<string>;
  /** `kill -9`; resolves when the process is gone. What it printed before can still be read. */
  kill(): Promise<void>;
}

const running = new Set<Child>();

export function start(script: `${string}.process.ts`, ...args: readonly string[]): Child {
  const child = spawn(
    process.execPath,
    ['--expose-gc', '--import', fixture('typescript-loader.mjs'), fixture(script), ...args],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const gone = once(child, 'exit');
  const started: Child = {
    lines: createInterface(child.stdout)[Symbol.asyncIterator](),
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
      running.delete(started);
    },
  };
  running.add(started);
  return started;
}

/** For `afterEach`: no process outlives the test that started it. */
export async function killChildren(): Promise<void> {
  for (const child of running) await child.kill();
}

/** The next line, or an error where the process ended without one. */
export async function nextLine({ lines }: Child): Promise<string> {
  const line = await lines.next();
  if (line.done) throw new Error('the process ended without another line');
  return line.value;
}

export async function remainingLines({ lines }: Child): Promise<readonly string[]> {
  const read: string[] = [];
  for (let line = await lines.next(); !line.done; line = await lines.next()) read.push(line.value);
  return read;
}
