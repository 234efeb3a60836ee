import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { DossierFile } from './files.js';

/** ZIP keeps local time without a zone: the same digits everywhere. */
const always = new Date(1980, 0, 1);

/**
 * The files as a ZIP, which is the same to the byte for the same files, whatever made it: they are stored as they are,
 * for what compression makes of them changes with its version.
 */
export function archiveOf(files: readonly DossierFile[]): Readable {
  const zip = new ZipFile();
  for (const { name, content } of files)
    zip.addBuffer(content, name, {
      compress: false,
      mtime: always,
      mode: 0o100644,
      forceDosTimestamp: true,
    });
  zip.end();
  return Readable.from(zip.outputStream, { objectMode: false });
}
