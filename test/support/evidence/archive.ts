import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import { archiveOf } from '../../../src/evidence/archive.js';
import { sha256 } from '../../../src/evidence/fingerprint.js';
import type { Dossier, Manifest, ToldEvent } from '../../../src/evidence/dossier.js';

export type Files = ReadonlyMap<string, string>;

/** What an ordinary unpacker finds in a ZIP. */
export async function unpacked(archive: Buffer): Promise<Files> {
  const files = new Map<string, string>();
  const zip = await fromBufferPromise(archive, { lazyEntries: true });
  for await (const entry of zip.eachEntry())
    files.set(entry.fileName, (await buffer(await zip.openReadStreamPromise(entry))).toString('utf8'));
  return files;
}

export const dossierIn = (files: Files): Dossier => JSON.parse(files.get('dossier.json')!) as Dossier;
export const manifestIn = (files: Files): Manifest => JSON.parse(files.get('manifest.json')!) as Manifest;
export const eventsIn = (files: Files): readonly ToldEvent[] =>
  files
    .get('events.ndjson')!
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as ToldEvent);

/** A ZIP of these files, as the product lays it out. */
export const packed = (files: Files): Promise<Buffer> =>
  buffer(archiveOf([...files].map(([name, content]) => ({ name, content: Buffer.from(content, 'utf8') }))));

/** The same dossier with one file forged, and a manifest that vouches for it. */
export async function forged(
  files: Files,
  name: string,
  forge: (content: string) => string,
): Promise<Buffer> {
  const content = forge(files.get(name)!);
  const manifest = manifestIn(files);
  const listed = manifest.files.map(file =>
    file.name === name ? { name, bytes: Buffer.byteLength(content), sha256: sha256(content) } : file,
  );
  const vouching = `${JSON.stringify({ ...manifest, files: listed }, undefined, 2)}\n`;
  return packed(new Map([...files, [name, content], ['manifest.json', vouching]]));
}
