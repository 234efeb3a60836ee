import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreUnavailable } from '../../src/event-store/event-store.js';
import { DirectoryLocked, lockDirectory } from '../../src/event-store/sqlite/directory-lock.js';
import { killChildren, nextLine, start } from '../support/event-store/child-process.js';

let root: string;
let directory: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'directory-lock-'));
  directory = join(root, 'data');
  await mkdir(directory);
});
afterEach(async () => {
  await killChildren();
  await rm(root, { recursive: true });
});

it('is held once in a process, by whatever path, until it is released', async () => {
  const lock = lockDirectory(directory);
  await symlink(directory, join(root, 'link'));
  for (const path of [directory, `${directory}/.`, join(root, 'link')])
    expect(() => lockDirectory(path)).toThrow(DirectoryLocked);
  lock.release();
  lock.release();
  lockDirectory(join(root, 'link')).release();
});

it('is refused to another process while this one holds it', async () => {
  const lock = lockDirectory(directory);
  expect(() => lockDirectory(directory)).toThrow(DirectoryLocked);
  expect(await nextLine(start('hold-lock.process.ts', directory))).toBe('refused');
  lock.release();
  expect(await nextLine(start('hold-lock.process.ts', directory))).toBe('held');
});

it('is refused while another process holds it, and free when that was killed', async () => {
  for (let round = 0; round < 3; round++) {
    const child = start('hold-lock.process.ts', directory);
    expect(await nextLine(child)).toBe('held');
    expect(() => lockDirectory(directory)).toThrow(DirectoryLocked);
    await child.kill();
    lockDirectory(directory).release();
  }
});

it('holds one directory and not its neighbour', async () => {
  const lock = lockDirectory(directory);
  lockDirectory(root).release();
  lock.release();
});

it('says so when there is no directory to hold', () => {
  expect(() => lockDirectory(join(root, 'missing'))).toThrow(StoreUnavailable);
});
