import type { Kysely } from 'kysely';
import type { ClientEvent } from '../../client/events.js';
import type { ParticipationEvent } from '../../participation/events.js';
import type { Channel, Source } from '../../terms/actor.js';
import type { Instant } from '../../terms/times.js';
import { Cursor, type Page } from '../cursor.js';
import type { DirectoryTables } from '../directory/directory.table.js';
import { isOwnClient, type ReaderScope } from '../directory/reader-scope.js';
import type { AdviserTimelineTables } from './adviser-timeline.table.js';

/** An entry as it reads today. `position` is its place in the log. */
export interface TimelineEntry {
  readonly position: string;
  readonly eventId: string;
  readonly type: (ParticipationEvent | ClientEvent)['type'];
  readonly clientId: string;
  /** Null where the entry is about the client itself. */
  readonly participationId: string | null;
  readonly measureId: string | null;
  readonly providerId: string | null;
  readonly occurredAt: Instant;
  readonly sourceKnewAt: Instant | null;
  readonly learnedAt: Instant;
  readonly recordedAt: Instant;
  readonly source: Source;
  readonly channel: Channel;
  /** The event's data, corrections applied; nothing sensitive. */
  readonly data: object;
  readonly marks: {
    readonly disputed: boolean;
    /** The history shows what it read before. */
    readonly corrected: boolean;
    /** Reported after the end. */
    readonly afterEnd: boolean;
    /** Written down a day or more after the office learned of it. */
    readonly writtenLater: boolean;
    /** The participation is annulled: the entry counts for nothing. */
    readonly annulled: boolean;
  };
  /** It asks, or asked, the adviser to act. */
  readonly needsAction: boolean;
}

type Tables = AdviserTimelineTables & DirectoryTables;

const byPosition = new Cursor('timeline', ['position']);

/** What happened across all clients of a reader. */
export class AdviserTimelineQuery {
  constructor(private readonly db: Kysely<Tables>) {}

  /** The newest in the log first. @throws BadCursor */
  async entries(scope: ReaderScope, cursor: string | undefined, limit: number): Promise<Page<TimelineEntry>> {
    const before = byPosition.read(cursor);
    // Which ones they are stands in indexes: only the rows of one page are read, not all that the reader ever had.
    let newest = this.db
      .selectFrom('adviser_timeline_entry as own')
      .innerJoin('adviser_timeline_subject as of', 'of.stream', 'own.stream')
      .innerJoin('directory_client', 'directory_client.client_id', 'of.client_id')
      .select('own.position')
      .where(isOwnClient(scope));
    if (before) newest = newest.where('own.position', '<', before.position);
    const rows = await this.db
      .selectFrom('adviser_timeline_entry as entry')
      .innerJoin('adviser_timeline_subject as subject', 'subject.stream', 'entry.stream')
      .selectAll('entry')
      .select(['subject.client_id', 'subject.annulled'])
      .where('entry.position', 'in', newest.orderBy('own.position', 'desc').limit(limit + 1))
      .orderBy('entry.position', 'desc')
      .execute();
    return byPosition.page(rows, limit, entryOf);
  }
}

type Row = Tables['adviser_timeline_entry'] &
  Pick<Tables['adviser_timeline_subject'], 'client_id' | 'annulled'>;

const entryOf = (row: Row): TimelineEntry => ({
  position: row.position,
  eventId: row.event_id,
  type: row.type as TimelineEntry['type'],
  clientId: row.client_id,
  participationId: row.participation_id,
  measureId: row.measure_id,
  providerId: row.provider_id,
  occurredAt: row.occurred_at,
  sourceKnewAt: row.source_knew_at,
  learnedAt: row.learned_at,
  recordedAt: row.recorded_at,
  source: row.source as Source,
  channel: row.channel as Channel,
  data: JSON.parse(row.data) as object,
  marks: {
    disputed: row.disputed === 1,
    corrected: row.corrected === 1,
    afterEnd: row.after_end === 1,
    writtenLater: row.written_later === 1,
    annulled: row.annulled === 1,
  },
  needsAction: row.needs_action === 1 && row.annulled === 0,
});
