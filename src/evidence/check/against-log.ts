import type { Dossiers } from '../dossiers.js';
import type { VerifiedDossier } from './verify-dossier.js';

/**
 * Makes the dossier anew from the log, as of the same position and for the same reader, and compares every file.
 * Who read the case, and which version of the product wrote the manifest, is taken from the dossier itself.
 * @returns what does not agree with the log, in words
 */
export async function againstLog(
  { dossier, manifest, files }: Pick<VerifiedDossier, 'dossier' | 'manifest' | 'files'>,
  storeId: string,
  dossiersOf: (productVersion: string) => Dossiers,
): Promise<readonly string[]> {
  if (!dossier || !manifest) return ['the dossier cannot be read, and not be compared with the log'];
  const { caseId, position, madeAt: at, madeBy: by, readings } = dossier;
  if (dossier.storeId !== storeId) return [`it was made from another log (${dossier.storeId})`];
  const made = await dossiersOf(manifest.product.version).of(caseId, { at, by, readings }, position);
  if (!made) return [`the log has no case ${caseId}`];
  return made.files
    .filter(({ name, content }) => !files.get(name)?.equals(content))
    .map(({ name }) => `${name}: is not what the log says`);
}
