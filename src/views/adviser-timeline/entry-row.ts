import { hasAny, ofType } from '../../participation/by-type.js';
import { correctionsOf, effective } from '../../participation/effective.js';
import type { EventOf, ParticipationEntry } from '../../participation/events.js';
import type { ClientEntry } from '../../client/events.js';
import type { RowOf } from '../../projections/table.js';
import { idIn, isParticipation } from '../../event-codec/streams.js';
import type { Recorded } from '../../terms/fact.js';
import { dayOf } from '../../terms/times.js';
import { disputedEntries } from '../participation-status/disputed-entries.js';
import { entries, subjects } from './adviser-timeline.table.js';

type Entry = ParticipationEntry | ClientEntry;

/** What asks the adviser to act; what came after the end is told, and asks nothing any more. */
function needsAction(event: Entry): boolean {
  if (event.type === 'DropoutProposed' || event.type === 'ConsentWithdrawn') return true;
  if (event.type === 'DropoutRiskFlagged') return !event.data.afterEnd;
  return (
    (event.type === 'CrisisOpened' || event.type === 'CrisisReassessed') &&
    event.data.severity >= 3 &&
    !event.data.afterEnd
  );
}

const writtenLater = ({ recordedAt, learnedAt }: Entry): boolean =>
  recordedAt !== learnedAt && dayOf(recordedAt) > dayOf(learnedAt);

interface Marks {
  readonly disputed: boolean;
  readonly corrected: boolean;
}

/** An entry by itself: nothing in it depends on what stands before it in the log. */
export const entryRow = (event: Entry): RowOf<typeof entries> =>
  rowOf(event, isParticipation(event.stream) ? idIn(event.stream) : null, {
    disputed: false,
    corrected: false,
  });

function rowOf(
  event: Entry,
  participation_id: string | null,
  { disputed, corrected }: Marks,
): RowOf<typeof entries> {
  return {
    position: event.position,
    stream: event.stream,
    participation_id,
    event_id: event.id,
    type: event.type,
    measure_id: event.measureId ?? null,
    provider_id: event.providerId ?? null,
    occurred_at: event.occurredAt,
    source_knew_at: event.sourceKnewAt ?? null,
    learned_at: event.learnedAt,
    recorded_at: event.recordedAt,
    source: event.source,
    channel: event.channel,
    data: JSON.stringify(event.data),
    disputed: Number(disputed),
    corrected: Number(corrected),
    after_end: Number('afterEnd' in event.data && event.data.afterEnd === true),
    written_later: Number(writtenLater(event)),
    needs_action: Number(needsAction(event)),
  };
}

/** A participation and its entries as they read today: corrected, marked, without what was annulled. */
export function participationRows(history: readonly ParticipationEntry[]) {
  const events = effective(history);
  const disputed = disputedEntries(history);
  const corrections = correctionsOf(history);
  const id = idIn(history[0]?.stream ?? '');
  const annulled = Number(hasAny(events, 'ParticipationAnnulled'));
  return [
    ...ofType(events, 'MeasureOffered').map(event => ({ table: subjects, row: subjectRow(event, annulled) })),
    ...events.map(event => ({
      table: entries,
      row: rowOf(event, id, { disputed: disputed.has(event.id), corrected: corrections.has(event.id) }),
    })),
  ];
}

const subjectRow = (
  { stream, data }: Recorded<EventOf<'MeasureOffered'>>,
  annulled: number,
): RowOf<typeof subjects> => ({ stream, participation_id: idIn(stream), client_id: data.clientId, annulled });
