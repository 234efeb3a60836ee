import { sha256 } from '../fingerprint.js';
import type { Dossier, Manifest, ToldEvent } from '../dossier.js';
import { manifestName } from '../files.js';
import { checkDeadlines } from './check-deadlines.js';
import { checkAgreement, checkFiles, checkSums } from './check-manifest.js';
import { checkReferences } from './check-references.js';
import { readArchive } from './read-archive.js';
import { parsed } from './schemas.js';

export interface VerifiedDossier {
  /** Of the whole archive: noted elsewhere, it shows later that nothing was changed. */
  readonly sha256: string;
  readonly files: ReadonlyMap<string, Buffer>;
  readonly manifest?: Manifest;
  readonly dossier?: Dossier;
  readonly events: readonly ToldEvent[];
  /** Everything that does not fit, in words; empty where the dossier holds together. */
  readonly faults: readonly string[];
}

/**
 * Checks an archive by itself: sums, schemas, references, deadlines. That nobody made another one as a whole is shown
 * only by the log, or by a sum that was noted.
 */
export async function verifyDossier(archive: Buffer): Promise<VerifiedDossier> {
  const { files, faults: damage } = await readArchive(archive);
  const faults = [...damage, ...checkFiles(files)];
  const text = (name: string): string | undefined => files.get(name)?.toString('utf8');

  const [manifestText, dossierText] = [text(manifestName), text('dossier.json')];
  const manifest =
    manifestText === undefined ? undefined : parsed('manifest', manifestText, manifestName, faults);
  const dossier =
    dossierText === undefined ? undefined : parsed('dossier', dossierText, 'dossier.json', faults);
  const { events, whole } = eventsIn(text('events.ndjson') ?? '', faults);
  if (manifest) faults.push(...checkSums(manifest, files));
  if (manifest && dossier) faults.push(...checkAgreement(manifest, dossier));
  if (dossier && whole) faults.push(...checkReferences(dossier, events), ...checkDeadlines(dossier, events));
  return {
    sha256: sha256(archive),
    files,
    ...(manifest ? { manifest } : {}),
    ...(dossier ? { dossier } : {}),
    events,
    faults,
  };
}

function eventsIn(text: string, faults: string[]) {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  else if (text !== '') faults.push('events.ndjson: its last line does not end');
  const events = lines.map((line, index) => parsed('event', line, `events.ndjson line ${index + 1}`, faults));
  const read = events.filter(event => event !== undefined);
  return { events: read, whole: read.length === lines.length };
}
