import { sha256 } from '../fingerprint.js';
import type { Dossier, Manifest } from '../dossier.js';
import { manifestName, schemaFile, schemaNames, schemaText } from '../files.js';

const needed = [
  'dossier.html',
  'dossier.json',
  'events.ndjson',
  manifestName,
  ...schemaNames.map(schemaFile),
];

/** Files that are missing or that no dossier has, and schemas that are not those of this format. */
export function checkFiles(files: ReadonlyMap<string, Buffer>): readonly string[] {
  return [
    ...needed.filter(name => !files.has(name)).map(name => `${name}: is missing`),
    ...[...files.keys()]
      .filter(name => !needed.includes(name))
      .map(name => `${name}: does not belong to a dossier`),
    ...schemaNames.flatMap(name => {
      const kept = files.get(schemaFile(name))?.toString('utf8');
      return kept === undefined || kept === schemaText(name)
        ? []
        : [`${schemaFile(name)}: is not the schema of format 1`];
    }),
  ];
}

/** Sizes and sums of every file but the manifest. */
export function checkSums(
  { files: listed }: Manifest,
  files: ReadonlyMap<string, Buffer>,
): readonly string[] {
  const names = new Set(listed.map(({ name }) => name));
  return [
    ...listed.flatMap(({ name, bytes, sha256: sum }) => {
      const content = files.get(name);
      if (!content) return [`${name}: is listed in the manifest and not there`];
      if (content.length !== bytes) return [`${name}: has ${content.length} bytes, not ${bytes}`];
      return sha256(content) === sum ? [] : [`${name}: its SHA-256 is not the one in the manifest`];
    }),
    ...[...files.keys()]
      .filter(name => name !== manifestName && !names.has(name))
      .map(name => `${name}: is not listed in the manifest`),
  ];
}

const shared = [
  'caseId',
  'storeId',
  'position',
  'madeAt',
  'madeBy',
] as const satisfies readonly (keyof Manifest & keyof Dossier)[];

/** What manifest and dossier both say of the dossier. */
export const checkAgreement = (manifest: Manifest, dossier: Dossier): readonly string[] =>
  shared
    .filter(field => JSON.stringify(manifest[field]) !== JSON.stringify(dossier[field]))
    .map(field => `${manifestName}: ${field} is not the one of dossier.json`);
