import { readFileSync } from 'node:fs';
import type { Config } from '../../config.js';
import { againstLog } from '../../evidence/check/against-log.js';
import { verifyDossier, type VerifiedDossier } from '../../evidence/check/verify-dossier.js';
import { Dossiers } from '../../evidence/dossiers.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { Failure } from '../failure.js';
import { whereLogIs, withStore } from '../opened-store.js';

export interface CheckDossierOptions {
  /** Compare it with the log of this instance too. */
  readonly againstLog?: true;
}

/**
 * Checks a dossier by itself and, where that is asked, against the log; prints every fault.
 * @param config is read only for the log
 * @returns 0 where there is no fault, 65 where there is one
 */
export async function checkDossier(
  file: string,
  options: CheckDossierOptions,
  config: () => Config,
): Promise<ExitCode> {
  const verified = await verifyDossier(contentOf(file));
  const against = options.againstLog ? await comparedWithLog(verified, config()) : [];
  const faults = [...verified.faults, ...against];
  if (faults.length) {
    process.stderr.write(faults.map(fault => `${fault}\n`).join(''));
    return exitCodes.data;
  }
  process.stdout.write(`${summaryOf(verified)}${options.againstLog ? '; as the log says' : ''}\n`);
  process.stdout.write(`${verified.sha256}  ${file}\n`);
  return exitCodes.ok;
}

const comparedWithLog = (verified: VerifiedDossier, config: Config): Promise<readonly string[]> =>
  withStore(config, new Failure(`there is no record in ${whereLogIs(config)}`, exitCodes.refused), store =>
    againstLog(verified, store.storeId, version => new Dossiers(store, version)),
  );

function summaryOf({ manifest, dossier, events }: VerifiedDossier): string {
  const { caseId, madeAt, position } = manifest!;
  const { participations, deadlines } = dossier!;
  const counts = `${events.length} events, ${participations.length} participations, ${deadlines.length} deadlines`;
  return `case ${caseId}, made ${madeAt}, log position ${position}: ${counts}`;
}

function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure(`${file} cannot be read: ${why}`, exitCodes.noInput);
  }
}
