import type { Readable } from 'node:stream';
import type { EventStore } from '../event-store/event-store.js';
import { archiveOf } from './archive.js';
import { readCaseRecord, type CaseRecord } from './case-record.js';
import { compose, type Asked } from './compose.js';
import { filesOf, type DossierFile } from './files.js';
import { productVersion } from './product-version.js';

/** A dossier, and whom it tells of. */
export interface MadeDossier {
  readonly caseId: string;
  readonly participationIds: readonly string[];
  readonly clientIds: readonly string[];
  readonly files: readonly DossierFile[];
  /** The files as one ZIP, to be read once. */
  archive(): Readable;
}

/** Makes dossiers from the log itself. */
export class Dossiers {
  constructor(
    private readonly store: EventStore,
    private readonly version: string = productVersion(),
  ) {}

  /**
   * The dossier of a case as the log stands now, or stood at a position.
   * @returns undefined where there is no such case
   * @throws StoreUnavailable, UnreadableEvent
   */
  async of(caseId: string, asked: Asked, position?: string): Promise<MadeDossier | undefined> {
    const asOf = position ?? (await this.store.head());
    const record = asOf === undefined ? undefined : await readCaseRecord(this.store, caseId, asOf);
    if (!record) return undefined;
    const files = filesOf(compose(record, asked), this.version);
    return {
      caseId,
      participationIds: [...record.participations.keys()],
      clientIds: clientsOf(record),
      files,
      archive: () => archiveOf(files),
    };
  }
}

const clientsOf = ({ participations }: CaseRecord): readonly string[] => [
  ...new Set(
    [...participations.values()]
      .flat()
      .flatMap(({ entry }) => (entry.type === 'MeasureOffered' ? [entry.data.clientId] : [])),
  ),
];
