import { pipeline } from 'node:stream/promises';
import { extract, pack as packing, type Pack } from 'tar-stream';

/** A file in an archive. Its content is read before the next file is asked for. */
export interface Packed {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly content: AsyncIterable<Buffer>;
}

/** What is read is no archive, or ends before its end. */
export class BrokenArchive extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'BrokenArchive';
  }
}

/** Files as an archive that `tar` reads. */
export function pack(files: AsyncIterable<Packed>): AsyncIterable<Buffer> {
  const archive = packing();
  fill(archive, files).catch((error: Error) => archive.destroy(error));
  return archive as AsyncIterable<unknown> as AsyncIterable<Buffer>;
}

async function fill(archive: Pack, files: AsyncIterable<Packed>): Promise<void> {
  for await (const { name, size, content } of files)
    await pipeline(content, archive.entry({ name, size, mode: 0o600, mtime: new Date(0) }));
  archive.finalize();
}

/** @throws BrokenArchive */
export async function* unpack(source: AsyncIterable<Buffer>): AsyncGenerator<Packed> {
  const archive = extract();
  const read = pipeline(source, archive);
  // told below, where the archive ends with it
  read.catch(() => undefined);
  try {
    for await (const entry of archive) {
      const { name, size = 0 } = entry.header;
      yield { name, size, content: contentOf(entry as AsyncIterable<Buffer>) };
    }
    await read;
  } catch (error) {
    throw translated(error);
  }
}

async function* contentOf(entry: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* entry;
  } catch (error) {
    throw translated(error);
  }
}

/** The library's own words have no code, but where it was cut off; whatever the source says has one. */
function translated(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === 'StreamError') return new BrokenArchive('it was cut off', { cause: error });
  return 'code' in error ? error : new BrokenArchive(error.message, { cause: error });
}
