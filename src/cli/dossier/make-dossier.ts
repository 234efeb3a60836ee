import { existsSync } from 'node:fs';
import { isPurpose, type AccessLog } from '../../access-log/access-log.js';
import type { Clock } from '../../clock.js';
import type { Config } from '../../config.js';
import { providerCaseStream } from '../../event-codec/streams.js';
import type { EventStore } from '../../event-store/event-store.js';
import { Dossiers, type MadeDossier } from '../../evidence/dossiers.js';
import { readingsOf } from '../../evidence/readings.js';
import { toInstant, type Instant } from '../../terms/times.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { Failure } from '../failure.js';
import { withAccessLog, withStore } from '../opened-store.js';
import { writeArchive } from './write-archive.js';

export interface DossierOptions {
  /** The file to be written, which must not be there. */
  readonly out: string;
  readonly purpose?: string;
}

interface Asked {
  readonly at: Instant;
  readonly purpose: string | null;
}

const operator = { role: 'system' } as const;
const operation = 'teilhabe dossier';

/**
 * Writes the dossier of a provider case, also beside a server, and prints its SHA-256. That the case was read is
 * logged first: what cannot be logged is not told.
 * @throws AccessLogUnavailable
 */
export async function makeDossier(
  caseId: string,
  { out, purpose }: DossierOptions,
  config: Config,
  clock: Clock,
): Promise<ExitCode> {
  if (purpose !== undefined && !isPurpose(purpose))
    throw new Failure('--purpose must be 1 to 500 visible characters', exitCodes.usage);
  if (existsSync(out)) throw new Failure(`${out} is there already`, exitCodes.cannotCreate);
  const unknown = new Failure(`there is no provider case ${JSON.stringify(caseId)}`, exitCodes.refused);
  const asked: Asked = { at: toInstant(clock.now()), purpose: purpose ?? null };
  const made = await withStore(config, unknown, async store => {
    const [opened] = await store.readStream(providerCaseStream(caseId), { limit: 1 });
    return opened && withAccessLog(config, log => loggedDossier(store, caseId, log, asked));
  });
  if (!made) throw unknown;
  process.stdout.write(`${await writeArchive(made.archive(), out)}  ${out}\n`);
  return exitCodes.ok;
}

async function loggedDossier(
  store: EventStore,
  caseId: string,
  log: AccessLog,
  { at, purpose }: Asked,
): Promise<MadeDossier | undefined> {
  const thisOne = { at, reader: operator, operation, purpose };
  const readings = await readingsOf(part => log.reads({ caseIds: [caseId] }, part), thisOne);
  const made = await new Dossiers(store).of(caseId, { at, by: operator, readings });
  if (!made) return undefined;
  const { participationIds, clientIds } = made;
  const reader = { subject: 'operator', role: 'system', organisation: null } as const;
  const told = { participationIds, clientIds, caseIds: [caseId] };
  await log.append({ at, reader, operation, purpose, aboutReader: null, ...told });
  return made;
}
