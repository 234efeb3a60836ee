import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import Database from 'better-sqlite3';
import type { Clock } from '../../clock.js';
import type { Config } from '../../config.js';
import { SqliteEventStore } from '../../event-store/sqlite/sqlite-event-store.js';
import { productVersion } from '../../evidence/product-version.js';
import { toInstant } from '../../terms/times.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { Failure } from '../failure.js';
import { eventsName, manifestName, partsOf, type File, type Manifest, type Part } from './contents.js';
import { pack, type Packed } from './tar.js';

/** Writes the data directory of the embedded default as one archive, also beside a server. */
export async function backup(
  config: Config,
  clock: Clock,
  stop: AbortSignal,
  out: Writable & { readonly isTTY?: boolean } = process.stdout,
): Promise<ExitCode> {
  checkBackup(config, out.isTTY ?? false);
  // Beside the data, where there is a disk: in a container /tmp may be memory.
  const aside = mkdtempSync(join(config.dataDir, 'backup-'));
  const made = new Making(config, aside, toInstant(clock.now()));
  try {
    await pipeline(Readable.from(pack(made.files()), { objectMode: false }), out, {
      end: false,
      signal: stop,
    });
  } catch (error) {
    if (!stop.aborted) throw error;
    throw new Failure('the backup was stopped: what was written of it is worth nothing', exitCodes.temporary);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  process.stderr.write(`backed up store ${made.store} up to position ${made.head ?? 'none'}\n`);
  if (config.viewStore.kind === 'postgres')
    process.stderr.write(
      'who read what and where policies were stopped is in VIEW_STORE: back that up by its own means\n',
    );
  return exitCodes.ok;
}

function checkBackup(config: Config, terminal: boolean): void {
  if (config.eventStore.kind !== 'sqlite')
    throw new Failure('EVENT_STORE names a database, which is backed up by its own means', exitCodes.config);
  if (!existsSync(join(config.dataDir, eventsName)))
    throw new Failure(`there is no event store in ${config.dataDir}`, exitCodes.refused);
  if (terminal) throw new Failure('the backup goes to standard output: send it to a file', exitCodes.usage);
}

class Making {
  store = '';
  head: string | null = null;
  private readonly written: File[] = [];

  constructor(
    private readonly config: Config,
    private readonly aside: string,
    private readonly made: string,
  ) {}

  async *files(): AsyncGenerator<Packed> {
    for (const part of partsOf(this.config)) if (existsSync(part.path)) yield* this.file(part);
    const { store, head, made, written } = this;
    const manifest: Manifest = { backup: 1, version: productVersion(), made, store, head, files: written };
    const text = Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`);
    yield { name: manifestName, size: text.length, content: Readable.from([text]) };
  }

  private async *file(part: Part): AsyncGenerator<Packed> {
    const path = part.database ? await this.copy(part) : part.path;
    const file = await open(path);
    try {
      const { size } = await file.stat();
      if (part.database) rmSync(path);
      yield { name: part.name, size, content: this.noted(part.name, size, path, file.fd) };
    } finally {
      await file.close();
    }
  }

  /** What the database holds at one moment, in a file that stands by itself and was found whole. */
  private async copy({ name, path }: Part): Promise<string> {
    const copy = join(this.aside, name);
    const database = new Database(path, { readonly: true });
    try {
      // in one go: were it done in pieces, every write of a server would begin it anew
      await database.backup(copy, { progress: ({ remainingPages }) => remainingPages });
    } finally {
      database.close();
    }
    checkCopy(copy, name);
    if (name === eventsName) await this.readHead(copy);
    return copy;
  }

  private async readHead(copy: string): Promise<void> {
    const store = SqliteEventStore.open(copy, { readonly: true });
    try {
      this.store = store.storeId;
      this.head = (await store.head()) ?? null;
    } finally {
      await store.close();
    }
  }

  /** No more than its size: a file that is written at its end meanwhile may have grown. */
  private async *noted(name: string, size: number, path: string, fd: number): AsyncGenerator<Buffer> {
    const hash = createHash('sha256');
    if (size > 0)
      for await (const chunk of createReadStream(path, { fd, autoClose: false, start: 0, end: size - 1 })) {
        hash.update(chunk as Buffer);
        yield chunk as Buffer;
      }
    this.written.push({ name, bytes: size, sha256: hash.digest('hex') });
  }
}

function checkCopy(copy: string, name: string): void {
  const database = new Database(copy);
  try {
    database.pragma('journal_mode = DELETE');
    const found = database.pragma('quick_check', { simple: true });
    if (found !== 'ok') throw new Failure(`${name} is damaged: ${String(found)}`, exitCodes.data);
  } finally {
    database.close();
  }
}
