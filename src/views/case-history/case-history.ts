import type { ParticipationEntry, ParticipationEvent } from '../../participation/events.js';
import { idIn } from '../../event-codec/streams.js';
import type { Rulebooks } from '../../rulebook/rulebook.js';
import type { Provenance } from '../../terms/fact.js';
import { happenedBy, reading, visible, type Axes } from './axes.js';
import { factsOf, type Facts } from './facts.js';
import { annulments, marksIn, type Marks } from './marks.js';

type Shown =
  | 'occurredAt'
  | 'sourceKnewAt'
  | 'learnedAt'
  | 'recordedAt'
  | 'actor'
  | 'source'
  | 'channel'
  | 'rulebook'
  | 'schemaVersion'
  | 'correlationId'
  | 'causationId'
  | 'shared'
  | 'providerId';

/** An entry as it reads on the axes that were asked; `revision` and `position` are those of the log. */
export type HistoryEntry = ParticipationEvent &
  Pick<Provenance, Shown> & {
    readonly eventId: string;
    readonly revision: number;
    readonly position: string;
    readonly marks: Marks;
  };

/** Everything about one participation. `revision` is that of the last entry in the record, -1 where there was none. */
export interface CaseHistory extends Facts {
  readonly participationId: string;
  readonly revision: number;
  readonly asked: Axes;
  readonly entries: readonly HistoryEntry[];
}

function shown(entry: ParticipationEntry, marks: Marks): HistoryEntry {
  const { id, type, data, sensitive, revision, position, sourceKnewAt, shared, providerId } = entry;
  const { occurredAt, learnedAt, recordedAt, actor, source, channel } = entry;
  const { rulebook, schemaVersion, correlationId, causationId } = entry;
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
    schemaVersion,
    correlationId,
    causationId,
    ...(shared ? { shared } : {}),
    ...(providerId === undefined ? {} : { providerId }),
    data,
    ...(sensitive ? { sensitive } : {}),
    marks,
  } as HistoryEntry;
}

const isAmendment = ({ type }: ParticipationEntry): boolean =>
  type === 'EntryCorrected' || type === 'EntryAnnulled';

/**
 * What is to be told of a participation on the axes that are asked. Corrections, annulments and disputes apply as far
 * as `knownAt` and `recordedBy` let see them, whenever they occurred; under `asOf` they show as entries by when they
 * occurred, like all others.
 * @param history the whole stream, as recorded; not empty
 * @param rulebooks to tell which declarations no longer hold; without them nothing is said of that
 */
export function caseHistory(
  history: readonly ParticipationEntry[],
  axes: Axes = {},
  rulebooks?: Rulebooks,
): CaseHistory {
  const { asOf, recordedBy } = axes;
  const entries = visible(history, axes);
  const annulled = annulments(entries);
  const marksOf = marksIn(entries, axes, rulebooks);
  const read = reading(entries);
  const happened = asOf === undefined ? read : read.flatMap(entry => happenedBy(entry, asOf) ?? []);
  const effective = happened.filter(entry => !isAmendment(entry) && !annulled.has(entry.id));
  const recorded = visible(history, recordedBy === undefined ? {} : { recordedBy });
  return {
    participationId: idIn(history[0]!.stream),
    revision: recorded.at(-1)?.revision ?? -1,
    asked: axes,
    ...factsOf(effective),
    entries: happened.map(entry => shown(entry, marksOf(entry))),
  };
}
