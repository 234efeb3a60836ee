/** A file in an archive. Its content is read before the next file is asked for. */
export interface Packed {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly content: AsyncIterable<Buffer>;
}

/** What is read is no archive, or ends before its end. */
export class BrokenArchive extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BrokenArchive';
  }
}

const block = 512;
const paddingOf = (size: number): number => (block - (size % block)) % block;

/** Files as a POSIX archive (ustar), which `tar` reads; names are ASCII and short. */
export async function* pack(files: AsyncIterable<Packed>): AsyncGenerator<Buffer> {
  for await (const { name, size, content } of files) {
    yield headerOf(name, size);
    yield* content;
    yield Buffer.alloc(paddingOf(size));
  }
  yield Buffer.alloc(2 * block);
}

/** @throws BrokenArchive */
export async function* unpack(source: AsyncIterable<Buffer>): AsyncGenerator<Packed> {
  const bytes = new Bytes(source);
  for (let header = await bytes.take(block); header.some(byte => byte !== 0);) {
    const { name, size } = readHeader(header);
    yield { name, size, content: bytes.next(size) };
    await bytes.take(paddingOf(size));
    header = await bytes.take(block);
  }
}

function headerOf(name: string, size: number): Buffer {
  const header = Buffer.alloc(block);
  const octal = (value: number, length: number, at: number) =>
    header.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1');
  header.write(name, 0, 100, 'latin1');
  octal(0o600, 8, 100);
  octal(0, 8, 108);
  octal(0, 8, 116);
  // from 8 GiB on the size is binary, as GNU tar writes it
  if (size < 8 ** 11) octal(size, 12, 124);
  else header.writeBigUInt64BE(BigInt(size), header.writeUInt32BE(0x8000_0000, 124));
  octal(0, 12, 136);
  header.write('0', 156, 'latin1');
  header.write('ustar\x0000', 257, 'latin1');
  octal(sumOf(header), 7, 148);
  header.write(' ', 155, 'latin1');
  return header;
}

function readHeader(header: Buffer): { readonly name: string; readonly size: number } {
  const text = (at: number, length: number): string =>
    header.toString('latin1', at, at + length).split('\0')[0]!;
  if (text(257, 5) !== 'ustar' || Number.parseInt(text(148, 8), 8) !== sumOf(header))
    throw new BrokenArchive('this is no archive, or it is damaged');
  const binary = header[124]! & 0x80;
  const size = binary ? Number(header.readBigUInt64BE(128)) : Number.parseInt(text(124, 12), 8);
  if (!Number.isSafeInteger(size)) throw new BrokenArchive('the archive is damaged: a size is no number');
  return { name: text(0, 100), size };
}

/** The sum of a header, its own field read as blanks. */
const sumOf = (header: Buffer): number =>
  header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0);

/** A stream of bytes, taken in pieces of a wished length. */
class Bytes {
  private readonly chunks: AsyncIterator<Buffer>;
  private rest = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.chunks = source[Symbol.asyncIterator]();
  }

  /** So many bytes at once: for headers. */
  async take(length: number): Promise<Buffer> {
    return Buffer.concat(await Array.fromAsync(this.next(length)));
  }

  /** So many bytes as they come. */
  async *next(length: number): AsyncGenerator<Buffer> {
    for (let missing = length; missing > 0;) {
      if (this.rest.length === 0) await this.more();
      const part = this.rest.subarray(0, missing);
      this.rest = this.rest.subarray(part.length);
      missing -= part.length;
      yield part;
    }
  }

  private async more(): Promise<void> {
    const { done, value } = await this.chunks.next();
    if (done) throw new BrokenArchive('the archive is cut off');
    this.rest = Buffer.from(value);
  }
}
