import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidConfig } from '../config.js';
import { lockDirectory } from '../event-store/sqlite/directory-lock.js';

/** By this file the demo knows a directory that it made. */
const marker = 'made-by-demo.txt';
const words = `Made by "npm run demo", which makes events, views, the access log and a dossier here anew at every start.\n`;
const remade = /^((events|views|access)\.db(-wal|-shm)?|policy-stops\.jsonl|dossier-[\w-]+\.zip)$/;

/**
 * Makes the demo's directory, or empties it of what an earlier demo made. Whatever else is there stays.
 * @throws InvalidConfig where the demo did not make it, DirectoryLocked while a server holds it
 */
export function renewDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const found = readdirSync(directory);
  if (found.length && !found.includes(marker)) {
    const problem = `names ${directory}, which the demo did not make: it is left as it is; choose another`;
    throw new InvalidConfig([{ variable: 'DEMO_DIR', problem }]);
  }
  if (!existsSync(join(directory, marker))) writeFileSync(join(directory, marker), words, { flag: 'wx' });
  const lock = lockDirectory(directory);
  try {
    for (const name of found) if (remade.test(name)) rmSync(join(directory, name));
  } finally {
    lock.release();
  }
}
