import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { whenLeft } from './leaving.ts';
import { peakMbOf } from './memory.ts';

interface Reply {
  readonly answer?: unknown;
  readonly error?: string;
}

/**
 * A loop in a process of its own, so that its memory and its garbage are its own and what runs elsewhere does not hold
 * it up. It answers one question at a time.
 */
export class Worker<Question extends object, Answer> {
  private readonly child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.child = child;
  }

  /** @param script of the bench, which calls `answering` @param settings are its arguments */
  static start<Question extends object, Answer>(
    script: string,
    settings: readonly string[],
  ): Worker<Question, Answer> {
    const path = fileURLToPath(new URL(script, import.meta.url));
    const child = fork(path, settings, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    child.once(
      'exit',
      whenLeft(() => child.kill('SIGKILL')),
    );
    return new Worker(child);
  }

  async ask(question: Question): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const answered = ({ answer, error }: Reply): void =>
      error === undefined ? resolve(answer as Answer) : reject(new Error(error));
    const ended = (code: number | null): void => reject(new Error(`a loop of the bench ended with ${code}`));
    this.child.once('message', answered).once('exit', ended);
    try {
      this.child.send(question);
      return await promise;
    } finally {
      this.child.off('message', answered).off('exit', ended);
    }
  }

  /** The most that was ever resident, in MB. */
  memoryMb(): number {
    return peakMbOf(this.child.pid!);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.disconnect();
    await gone;
  }
}

/** The other end: answers every question; ends, after `close`, when nobody can ask any more. */
export function answering<Question>(
  work: (question: Question) => unknown,
  close: () => unknown = () => undefined,
): void {
  process.on('message', (question: Question) => {
    void Promise.resolve()
      .then(() => work(question))
      .then(
        answer => process.send!({ answer }),
        (error: unknown) => process.send!({ error: error instanceof Error ? error.stack : String(error) }),
      );
  });
  process.once('disconnect', () => void close());
}
