import { readFileSync } from 'node:fs';
import { sha256 } from './fingerprint.js';
import type { Composed } from './compose.js';
import type { Manifest } from './dossier.js';
import { page } from './page/page.js';

/** A file of the archive. */
export interface DossierFile {
  readonly name: string;
  readonly content: Buffer;
}

export const manifestName = 'manifest.json';
export const schemaNames = ['dossier', 'event', 'manifest'] as const;
export type SchemaName = (typeof schemaNames)[number];

/** The JSON Schema of `dossier.json`, of a line of `events.ndjson` or of the manifest, as it is kept. */
export const schemaText = (name: SchemaName): string =>
  readFileSync(new URL(`./schemas/${name}.v1.json`, import.meta.url), 'utf8');
export const schemaFile = (name: SchemaName): string => `schemas/${name}.v1.json`;

const pretty = (value: object): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** The files of a dossier by their names, the manifest of all others among them. */
export function filesOf({ dossier, events }: Composed, productVersion: string): readonly DossierFile[] {
  const texts: readonly (readonly [name: string, text: string])[] = [
    ['dossier.html', page(dossier, events)],
    ['dossier.json', pretty(dossier)],
    ['events.ndjson', events.map(event => `${JSON.stringify(event)}\n`).join('')],
    ...schemaNames.map(name => [schemaFile(name), schemaText(name)] as const),
  ];
  const files = texts.map(([name, text]) => ({ name, content: Buffer.from(text, 'utf8') }));
  const { caseId, storeId, position, madeAt, madeBy } = dossier;
  const manifest: Manifest = {
    format: 1,
    caseId,
    storeId,
    position,
    madeAt,
    madeBy,
    product: { name: 'teilhabe', version: productVersion },
    files: files.map(({ name, content }) => ({ name, bytes: content.length, sha256: sha256(content) })),
  };
  return [...files, { name: manifestName, content: Buffer.from(pretty(manifest), 'utf8') }].toSorted(
    (a, b) => (a.name < b.name ? -1 : 1),
  );
}
