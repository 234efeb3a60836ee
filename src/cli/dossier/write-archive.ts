import { createHash } from 'node:crypto';
import { createWriteStream, rmSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Writes a new file for its owner only; one that cannot be finished is not left. @returns the SHA-256 of it */
export async function writeArchive(archive: Readable, out: string): Promise<string> {
  const sum = createHash('sha256');
  const file = createWriteStream(out, { flags: 'wx', mode: 0o600 });
  let made = false;
  file.once('open', () => (made = true));
  async function* summed(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      sum.update(chunk);
      yield chunk;
    }
  }
  try {
    await pipeline(archive, summed, file);
  } catch (error) {
    if (made) rmSync(out, { force: true });
    throw error;
  }
  return sum.digest('hex');
}
