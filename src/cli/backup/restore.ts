import { createHash } from 'node:crypto';
import { createReadStream, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { constants, copyFile, mkdir, open, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Config } from '../../config.js';
import { lockDirectory } from '../../event-store/sqlite/directory-lock.js';
import { SqliteEventStore } from '../../event-store/sqlite/sqlite-event-store.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { Failure } from '../failure.js';
import { eventsName, manifestName, partsOf, type File, type Manifest, type Part } from './contents.js';
import { BrokenArchive, unpack, type Packed } from './tar.js';

/** Puts a backup into a data directory that holds none of what is in it. @param file `-` is standard input */
export async function restore(file: string, config: Config): Promise<ExitCode> {
  if (config.eventStore.kind !== 'sqlite')
    throw new Failure('EVENT_STORE names a database, which is restored by its own means', exitCodes.config);
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  const lock = lockDirectory(config.dataDir);
  try {
    checkRoom(config);
    const { store, head } = await restored(file === '-' ? process.stdin : createReadStream(file), config);
    process.stderr.write(
      `restored store ${store} up to position ${head ?? 'none'}; the next start makes its views\n`,
    );
    return exitCodes.ok;
  } catch (error) {
    throw failureIn(error, file);
  } finally {
    lock.release();
  }
}

/** A database's own files beside it too: a stale journal would be taken for the restored one's. */
function checkRoom(config: Config): void {
  const there = [...partsOf(config).map(({ path }) => path), join(config.dataDir, 'views.db')].flatMap(path =>
    namesIn(dirname(path))
      .filter(name => name === basename(path) || name.startsWith(`${basename(path)}-`))
      .map(name => join(dirname(path), name)),
  );
  if (there.length)
    throw new Failure(
      `restore into an empty directory: ${there.join(', ')} is there`,
      exitCodes.cannotCreate,
    );
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

async function restored(source: Readable, config: Config): Promise<Manifest> {
  const aside = mkdtempSync(join(config.dataDir, 'restore-'));
  try {
    const parts = partsOf(config);
    const written: File[] = [];
    let manifest: Manifest | undefined;
    for await (const file of unpack(source)) {
      if (manifest) throw new BrokenArchive('something stands behind its end');
      if (file.name === manifestName) manifest = await readManifest(file);
      else if (
        parts.some(({ name }) => name === file.name) &&
        !written.some(({ name }) => name === file.name)
      )
        written.push(await writeFile(file, join(aside, file.name)));
      else throw new BrokenArchive(`it holds ${JSON.stringify(file.name)}, which belongs to no backup`);
    }
    if (!manifest) throw new BrokenArchive(`it has no ${manifestName}`);
    await check(manifest, written, join(aside, eventsName));
    await putInPlace(parts, written, aside);
    return manifest;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

async function readManifest({ size, content }: Packed): Promise<Manifest> {
  if (size > 65_536) throw new BrokenArchive(`its ${manifestName} is too large`);
  const text = Buffer.concat(await Array.fromAsync(content)).toString('utf8');
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.backup !== 1) throw new BrokenArchive('it was made by a newer program');
  return manifest;
}

async function writeFile({ name, size, content }: Packed, path: string): Promise<File> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of content) {
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { name, bytes: size, sha256: hash.digest('hex') };
}

async function check(manifest: Manifest, written: readonly File[], events: string): Promise<void> {
  const listed = (files: readonly File[]): string =>
    files.map(({ name, bytes, sha256 }) => `${name} ${bytes} ${sha256}`).join('\n');
  if (listed(manifest.files) !== listed(written))
    throw new BrokenArchive('its files are not those it was made of');
  const store = SqliteEventStore.open(events, { readonly: true });
  try {
    if (store.storeId !== manifest.store || ((await store.head()) ?? null) !== manifest.head)
      throw new BrokenArchive('its log is not the one it was made of');
  } finally {
    await store.close();
  }
}

/** The log last: until it is there, nothing was restored. */
async function putInPlace(parts: readonly Part[], written: readonly File[], aside: string): Promise<void> {
  const present = parts.filter(part => written.some(({ name }) => name === part.name));
  const log = present.filter(({ name }) => name === eventsName);
  for (const { name, path } of [...present.filter(part => !log.includes(part)), ...log]) {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    if (dirname(path) === dirname(aside)) await rename(join(aside, name), path);
    else await copyFile(join(aside, name), path, constants.COPYFILE_EXCL);
  }
  const directory = await open(dirname(aside));
  await directory.sync();
  await directory.close();
}

function failureIn(error: unknown, file: string): unknown {
  const told = (text: string, code: ExitCode) => new Failure(text, code, { cause: error });
  if (error instanceof BrokenArchive || error instanceof SyntaxError)
    return told(
      `${file === '-' ? 'this' : file} is no whole backup: ${error.message}; nothing was restored`,
      exitCodes.data,
    );
  const { code, path, message } = error as NodeJS.ErrnoException;
  // of a folder the system names no path: it can be opened
  const unreadable = path === file || code === 'EISDIR';
  if (!unreadable) return error;
  const why = code === 'ENOENT' ? 'is not there' : `cannot be read: ${message}`;
  return told(`${file} ${why}`, exitCodes.noInput);
}
