import type { ParticipationEntry } from '../participation/events.js';
import { caseHistory, type HistoryEntry } from '../views/case-history/case-history.js';
import type { CorrectedMark } from '../views/case-history/marks.js';
import type { EntryMarks, ParticipationRef } from './dossier.js';
import type { Pseudonyms } from './pseudonyms.js';

/** What was corrected, annulled or disputed among the told entries of one participation. */
export function marksOf(
  history: readonly ParticipationEntry[],
  participation: ParticipationRef,
  names: Pseudonyms,
): readonly EntryMarks[] {
  const { stream } = history[0]!;
  return caseHistory(history).entries.flatMap(entry => {
    const event = names.event(entry.eventId);
    const { annulled, corrected = [], disputed = [] } = entry.marks;
    if (event === undefined || (annulled === undefined && !corrected.length && !disputed.length)) return [];
    return [
      {
        event,
        participation,
        ...(annulled === undefined ? {} : { annulledBy: names.event(annulled)! }),
        corrected: corrected.map(mark => correction(mark, stream, names)),
        disputed: disputed.map(({ disputeId, disputedBy, status, result, settledBy }) => ({
          by: names.event(disputeId)!,
          disputedBy,
          status,
          ...(result === undefined ? {} : { result }),
          ...(settledBy === undefined ? {} : { settledBy: names.event(settledBy)! }),
        })),
        ...(corrected.length ? { reads: reading(entry, stream, names) } : {}),
      },
    ];
  });
}

/** A value that is secret stands beside the open one, which then says no more than that there is one. */
function correction(
  { eventId, field, was, is, sensitive }: CorrectedMark,
  stream: string,
  names: Pseudonyms,
) {
  return {
    by: names.event(eventId)!,
    field,
    ...names.data(
      { field, ...(was === undefined ? {} : { was }), ...(is === undefined ? {} : { is }) },
      stream,
    ),
    ...(sensitive ? names.sensitive({ field, ...sensitive }, stream) : {}),
  };
}

function reading({ occurredAt, data, sensitive }: HistoryEntry, stream: string, names: Pseudonyms) {
  const words = names.sensitive(sensitive ?? {}, stream);
  return {
    occurredAt,
    data: names.data(data, stream),
    ...(Object.keys(words).length ? { sensitive: words } : {}),
  };
}
