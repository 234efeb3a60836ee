import { SingleBar } from 'cli-progress';
import type { Clock } from '../clock.js';

/** Tells how far something is. Only `stop` is due at the end, whatever happened. */
export interface Progress {
  /** @param note what else there is to tell */
  update(done: number, total: number, note?: string): void;
  stop(): void;
}

/** Milliseconds between two lines where nobody watches a bar. */
const pause = 3_000;

/** A bar where somebody can watch it; elsewhere a line every few seconds. On stderr: stdout is for results. */
export function progress(what: string, clock: Clock, stream: NodeJS.WriteStream = process.stderr): Progress {
  return stream.isTTY ? bar(what, stream) : lines(what, clock, stream);
}

function bar(what: string, stream: NodeJS.WriteStream): Progress {
  const shown = new SingleBar({
    format: `${what} {bar} {percentage}%{note}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    stream,
    hideCursor: true,
    gracefulExit: false,
  });
  let started = false;
  return {
    update(done, total, note) {
      const payload = { note: note ? ` | ${note}` : '' };
      if (!started) shown.start(total, done, payload);
      started = true;
      shown.setTotal(total);
      shown.update(done, payload);
    },
    stop() {
      if (started) shown.stop();
    },
  };
}

function lines(what: string, clock: Clock, stream: NodeJS.WriteStream): Progress {
  let due = clock.monotonic() + pause;
  return {
    update(done, total, note) {
      if (clock.monotonic() < due) return;
      due = clock.monotonic() + pause;
      const percentage = total > 0 ? Math.floor((100 * done) / total) : 100;
      stream.write(`${what}: ${percentage} %${note ? `, ${note}` : ''}\n`);
    },
    stop() {},
  };
}
