import type { MeasureEntry, MeasureEvent } from '../../measure/events.js';
import { evolveMeasure, unknownMeasure, type Deficiency, type Pause } from '../../measure/measure.js';
import { idIn } from '../../event-codec/streams.js';
import type { Instant } from '../../terms/times.js';
import { toldToOffice, type ToldEntry } from '../stream-history/told-entry.js';

/** An entry about a measure, with everything that was said, its words too. */
export type MeasureHistoryEntry = ToldEntry<Exclude<MeasureEvent['type'], 'PlaceTaken' | 'PlaceFreed'>>;

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

/**
 * @param recorded the whole stream, as recorded; undefined where no measure was registered
 * @param asOf only what had happened by then, and what the measure is, whenever that was recorded
 */
export function measureHistory(
  recorded: readonly MeasureEntry[],
  asOf?: Instant,
): MeasureHistory | undefined {
  const history = recorded.filter(
    ({ type, occurredAt }) => asOf === undefined || type === 'MeasureRegistered' || occurredAt <= asOf,
  );
  const state = history.reduce(evolveMeasure, unknownMeasure);
  if (state.status === 'unknown') return undefined;
  const last = history.at(-1)!;
  return {
    measureId: idIn(last.stream),
    providerId: state.providerId,
    revision: last.revision,
    paused: state.paused ?? null,
    deficiencies: [...state.deficiencies].map(([caseId, noted]) => ({ caseId, ...noted })),
    entries: history.filter(isOwn).map(entry => toldToOffice(entry)),
  };
}
