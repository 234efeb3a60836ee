import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const steps = new Set<() => unknown>();

/** Is called when the bench ends, in whatever way, unless it is taken back by what this returns. */
export function whenLeft(step: () => unknown): () => void {
  steps.add(step);
  return () => void steps.delete(step);
}

/** Stops what runs and removes what was written; the last first. A step that fails keeps no other from its turn. */
export async function leave(): Promise<void> {
  for (const step of [...steps].toReversed()) {
    steps.delete(step);
    await Promise.resolve()
      .then(step)
      .catch((error: unknown) => process.stderr.write(`not tidied up: ${String(error)}\n`));
  }
}

/** A directory for everything that this run writes: whoever asks for a temporary one finds it there. */
export function ownDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  // a database server that runs under another name has to get through
  chmodSync(directory, 0o711);
  process.env['TMPDIR'] = directory;
  whenLeft(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
  return directory;
}
