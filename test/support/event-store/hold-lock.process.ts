import { DirectoryLocked, lockDirectory } from '../../../src/event-store/sqlite/directory-lock.js';

const [directory] = process.argv.slice(2);

function answer(): string {
  try {
    // the lock is not kept here on purpose: it must outlive the collection of garbage
    lockDirectory(directory!);
    globalThis.gc?.();
    return 'held';
  } catch (error) {
    if (error instanceof DirectoryLocked) return 'refused';
    throw error;
  }
}

process.stdout.write(`${answer()}\n`);
// stays until it is killed
setInterval(() => globalThis.gc?.(), 20);
