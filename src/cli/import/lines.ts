import { createReadStream } from 'node:fs';

/** A line of a file, without its line feed and, in the first, without a byte order mark. */
export interface Line {
  /** Counted from 1. */
  readonly number: number;
  /** Of one that is too long, its beginning. */
  readonly bytes: Buffer;
  readonly tooLong: boolean;
  /** Bytes of the file up to its end. */
  readonly readSoFar: number;
}

/** Bytes that a line may have. */
export const longest = 1_048_576;
/** Bytes that are kept of one that is too long. */
const kept = 1_024;
const lineFeed = 0x0a;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** The lines of a file, of which never more is in memory than one line and what was read last. */
export async function* linesOf(file: string): AsyncGenerator<Line> {
  const line = new LineInProgress();
  let readSoFar = 0;
  let number = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 262_144 }) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, from)) {
      line.add(chunk.subarray(from, end));
      from = end + 1;
      yield { number: ++number, ...line.take(number === 1), readSoFar: readSoFar + from };
    }
    line.add(chunk.subarray(from));
    readSoFar += chunk.length;
  }
  if (!line.isEmpty) yield { number: ++number, ...line.take(number === 1), readSoFar };
}

class LineInProgress {
  private parts: Buffer[] = [];
  private length = 0;

  get isEmpty(): boolean {
    return this.length === 0;
  }

  add(part: Buffer): void {
    this.length += part.length;
    this.parts.push(part);
    if (this.length > longest) this.parts = [Buffer.concat(this.parts).subarray(0, kept)];
  }

  take(isFirst: boolean): Pick<Line, 'bytes' | 'tooLong'> {
    const [only, ...more] = this.parts;
    const whole = only && !more.length ? only : Buffer.concat(this.parts);
    const marked = isFirst && whole.subarray(0, 3).equals(byteOrderMark);
    const taken = { bytes: marked ? whole.subarray(3) : whole, tooLong: this.length > longest };
    this.parts = [];
    this.length = 0;
    return taken;
  }
}
