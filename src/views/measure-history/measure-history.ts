import type { MeasureEntry, MeasureEvent } from '../../measure/events.js';
import { evolveMeasure, unknownMeasure, type Deficiency, type Pause } from '../../measure/measure.js';
import { idIn } from '../../projections/streams.js';
import type { Provenance } from '../../terms/fact.js';

type Shown =
  | 'occurredAt'
  | 'sourceKnewAt'
  | 'learnedAt'
  | 'recordedAt'
  | 'actor'
  | 'source'
  | 'channel'
  | 'rulebook'
  | 'correlationId'
  | 'causationId';

/** An entry about a measure, with everything that was said, its words too. */
export interface MeasureHistoryEntry extends Pick<Provenance, Shown> {
  readonly eventId: string;
  readonly revision: number;
  readonly position: string;
  readonly type: Exclude<MeasureEvent['type'], 'PlaceTaken' | 'PlaceFreed'>;
  /** Codes, dates, ids and figures, by the type of the entry. */
  readonly data: object;
  /** Free text, by the type of the entry. */
  readonly sensitive?: object;
}

export interface NotedDeficiencyItem extends Deficiency {
  readonly caseId: string;
}

/** What was recorded about a measure itself. Its places are told by the histories of those who held them. */
export interface MeasureHistory {
  readonly measureId: string;
  readonly providerId: string;
  /** Of the last entry in the record, a place's too. */
  readonly revision: number;
  /** While assignments are paused. */
  readonly paused: Pause | null;
  /** Found and not lifted. */
  readonly deficiencies: readonly NotedDeficiencyItem[];
  /** In the order of the log. */
  readonly entries: readonly MeasureHistoryEntry[];
}

type OwnEntry = Exclude<MeasureEntry, { readonly type: 'PlaceTaken' | 'PlaceFreed' }>;
const isOwn = (entry: MeasureEntry): entry is OwnEntry =>
  entry.type !== 'PlaceTaken' && entry.type !== 'PlaceFreed';

function shown(entry: OwnEntry): MeasureHistoryEntry {
  const { id, revision, position, type, occurredAt, sourceKnewAt, learnedAt, recordedAt } = entry;
  const { actor, source, channel, rulebook, correlationId, causationId, data, sensitive } = entry;
  return {
    eventId: id,
    revision,
    position,
    type,
    occurredAt,
    ...(sourceKnewAt === undefined ? {} : { sourceKnewAt }),
    learnedAt,
    recordedAt,
    actor,
    source,
    channel,
    rulebook,
    correlationId,
    causationId,
    data,
    ...(sensitive ? { sensitive } : {}),
  };
}

/** @param history the whole stream, as recorded; undefined where no measure was registered */
export function measureHistory(history: readonly MeasureEntry[]): MeasureHistory | undefined {
  const state = history.reduce(evolveMeasure, unknownMeasure);
  if (state.status === 'unknown') return undefined;
  const last = history.at(-1)!;
  return {
    measureId: idIn(last.stream),
    providerId: state.providerId,
    revision: last.revision,
    paused: state.paused ?? null,
    deficiencies: [...state.deficiencies].map(([caseId, noted]) => ({ caseId, ...noted })),
    entries: history.filter(isOwn).map(shown),
  };
}
