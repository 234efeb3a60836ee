import type { DomainEntry } from '../event-codec/domain-event.js';
import { decode } from '../event-codec/event-codec.js';
import {
  measureStream,
  officeStream,
  participationStream,
  providerCaseStream,
  providerStream,
  rulebookStream,
} from '../event-codec/streams.js';
import type { EventStore, StoredEvent } from '../event-store/event-store.js';
import type { ParticipationEntry } from '../participation/events.js';
import type { ProviderCaseEntry } from '../provider-case/events.js';
import type { Rulebook } from '../rulebook/rulebook.js';

/** An event as the log keeps it and as it is read. */
export interface Kept<E extends DomainEntry = DomainEntry> {
  readonly stored: StoredEvent;
  readonly entry: E;
}

/** All streams that a case touches, as they stood at one position of the log. */
export interface CaseRecord {
  readonly caseId: string;
  readonly storeId: string;
  readonly position: string;
  readonly ofCase: readonly Kept<ProviderCaseEntry>[];
  readonly office: readonly Kept[];
  readonly provider: readonly Kept[];
  /** By measureId. */
  readonly measures: ReadonlyMap<string, readonly Kept[]>;
  /** By participationId, those named as affected first, in the order in which the case names them. */
  readonly participations: ReadonlyMap<string, readonly Kept<ParticipationEntry>[]>;
  readonly rulebooks: readonly Rulebook[];
}

/**
 * Reads what a dossier is made of.
 * @param position the log is read as it stood there
 * @returns undefined where there was no such case
 * @throws StoreUnavailable, UnreadableEvent
 */
export async function readCaseRecord(
  store: EventStore,
  caseId: string,
  position: string,
): Promise<CaseRecord | undefined> {
  const read = async <E extends DomainEntry>(stream: string): Promise<readonly Kept<E>[]> =>
    (await store.readStream(stream))
      .filter(event => event.position <= position)
      .map(stored => ({ stored, entry: decode(stored) as E }));
  const all = async <E extends DomainEntry>(streamOf: (id: string) => string, ids: Iterable<string>) =>
    new Map(await Promise.all([...ids].map(async id => [id, await read<E>(streamOf(id))] as const)));

  const ofCase = await read<ProviderCaseEntry>(providerCaseStream(caseId));
  const opened = ofCase[0]?.entry;
  if (opened?.type !== 'DeficiencyObserved') return undefined;
  const { officeId, providerId, measureId } = opened.data;
  const participations = await all<ParticipationEntry>(participationStream, namedParticipations(ofCase));
  const measureIds = measureId === undefined ? measuresOf(participations, providerId) : [measureId];
  return {
    caseId,
    storeId: store.storeId,
    position,
    ofCase,
    office: await read(officeStream(officeId)),
    provider: await read(providerStream(providerId)),
    measures: await all(measureStream, measureIds),
    participations,
    rulebooks: (await read(rulebookStream)).flatMap(({ entry }) =>
      entry.type === 'RulebookAdded' ? [entry.data] : [],
    ),
  };
}

function namedParticipations(ofCase: CaseRecord['ofCase']): ReadonlySet<string> {
  return new Set(
    ofCase.flatMap(({ entry }) => {
      if (entry.type === 'DeficiencyObserved')
        return [...entry.data.participationIds, ...entry.data.evidence.map(cited => cited.participationId)];
      if (entry.type === 'EvidenceAdded') return entry.data.evidence.map(cited => cited.participationId);
      return [];
    }),
  );
}

/** Of a case about a provider at large: the measures of those who are affected. */
const measuresOf = (participations: CaseRecord['participations'], providerId: string): ReadonlySet<string> =>
  new Set(
    [...participations.values()]
      .flat()
      .flatMap(({ entry }) =>
        entry.providerId === providerId && entry.measureId !== undefined ? [entry.measureId] : [],
      ),
  );
