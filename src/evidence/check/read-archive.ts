import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { archiveOf } from '../archive.js';
import type { DossierFile } from '../files.js';

/** More than any dossier holds: what is larger was made to fill the memory. */
const most = { files: 50, bytes: 512 * 1024 * 1024 };

export interface ReadArchive {
  readonly files: ReadonlyMap<string, Buffer>;
  /** What is wrong with the archive itself, in words. */
  readonly faults: readonly string[];
}

/** The files of an archive as far as they can be read, and what is not as this product makes it. */
export async function readArchive(archive: Buffer): Promise<ReadArchive> {
  const files = new Map<string, Buffer>();
  const faults: string[] = [];
  try {
    const zip = await fromBufferPromise(archive, { lazyEntries: true });
    for await (const entry of zip.eachEntry()) {
      const { fileName } = entry;
      if (files.size === most.files) throw new Error('it holds more files than a dossier has');
      if (files.has(fileName)) faults.push(`${fileName}: stands in the archive more than once`);
      const content = await contentOf(zip, entry, faults);
      if (content) files.set(fileName, content);
    }
  } catch (error) {
    faults.push(`the archive cannot be read: ${wordsOf(error)}`);
  }
  if (faults.length === 0 && !(await isAsMade(archive, files)))
    faults.push(
      'the archive is not laid out as it was made: bytes outside the files were changed, or it was packed anew',
    );
  return { files, faults };
}

async function contentOf(zip: ZipFile, entry: Entry, faults: string[]): Promise<Buffer | undefined> {
  const { fileName, uncompressedSize } = entry;
  try {
    if (uncompressedSize > most.bytes) throw new Error('it is larger than any dossier');
    const content = await buffer(await zip.openReadStreamPromise(entry));
    if (crc32(content) !== entry.crc32) faults.push(`${fileName}: damaged in the archive (CRC-32)`);
    return content;
  } catch (error) {
    faults.push(`${fileName}: cannot be read: ${wordsOf(error)}`);
    return undefined;
  }
}

async function isAsMade(archive: Buffer, files: ReadonlyMap<string, Buffer>): Promise<boolean> {
  const again: readonly DossierFile[] = [...files].map(([name, content]) => ({ name, content }));
  return archive.equals(await buffer(archiveOf(again)));
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
