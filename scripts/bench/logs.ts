import { statfsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeLog } from './big-log.ts';
import { questions, type Questions } from './callers.ts';
import { Served } from './product.ts';
import { Worker } from './worker.ts';
import { makeTemplate } from './year.ts';

/** A log in a data directory. */
export interface BuiltLog {
  readonly dataDir: string;
  readonly events: number;
  readonly copies: number;
}

/** One with views over it, all of whose past is seen to, and what people ask of it. */
export interface ReadyLog extends BuiltLog {
  readonly questions: Questions;
}

/**
 * Bytes of disk an event takes at most at a time: log, views, the same views made beside, the rows that the limit
 * writes, both in SQLite and in PostgreSQL, and what they have under way.
 */
const bytesOfEvent = 5_000;

/** What it takes to measure logs of these sizes: the smallest stays, the others come one after the other. */
const bytesFor = (sizes: readonly number[]): number => {
  const [smallest, ...larger] = sizes;
  return bytesOfEvent * ((smallest ?? 0) + Math.max(0, ...larger) + 115_000);
};

/** What is lacking on the disk of the temporary directory; undefined where there is enough. */
export function lackOfDisk(sizes: readonly number[], directory = tmpdir()): string | undefined {
  const { bavail, bsize } = statfsSync(directory);
  const [needed, free] = [bytesFor(sizes), bavail * bsize];
  const gb = (bytes: number): string => (bytes / 1e9).toFixed(1);
  if (free >= needed) return undefined;
  return (
    `logs of ${sizes.join(' and ')} events need ${gb(needed)} GB in ${directory}, which has ${gb(free)} GB free: ` +
    `${gb(needed - free)} GB are lacking; TMPDIR names another place`
  );
}

/** Logs of one run: all of copies of one template. */
export class Logs {
  private readonly directory: string;
  private readonly smallest: number;
  private template: string | undefined;

  /** @param smallest the size of the smallest log: the template is no larger */
  constructor(directory: string, smallest: number) {
    this.directory = directory;
    this.smallest = smallest;
  }

  async build(size: number): Promise<BuiltLog> {
    if (this.template === undefined) {
      const template = join(this.directory, 'template');
      await makeTemplate(template, this.smallest);
      this.template = template;
    }
    const dataDir = join(this.directory, String(size));
    mkdirSync(dataDir);
    return { dataDir, ...(await makeLog(this.template, dataDir, size)) };
  }

  remove({ dataDir }: BuiltLog): void {
    rmSync(dataDir, { recursive: true });
  }
}

/**
 * A server starts over the log once: it makes the views if there are none, and declares what fell overdue since the
 * log ended. Every start after it is that of a system in use.
 */
export async function readyLog(log: BuiltLog): Promise<ReadyLog> {
  const product = await Served.product(log.dataDir);
  await product.ready();
  await product.stop();
  return { ...log, questions: await questions(log.dataDir, log.copies, 500) };
}

/** Writes down, in a file, the statements that find the rows of the answers. */
export async function recordStatements({ dataDir, questions: asked }: ReadyLog, to: string): Promise<void> {
  const file = `${to}.questions`;
  writeFileSync(file, JSON.stringify(asked));
  const recorder = Worker.start('limits/recorded-statements.ts', []);
  try {
    await recorder.ask({ dataDir, questions: file, to });
  } finally {
    await recorder.stop();
  }
}
