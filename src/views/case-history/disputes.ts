import { hasAny } from '../../participation/by-type.js';
import { annulledIds } from '../../participation/effective.js';
import type { ParticipationEntry } from '../../participation/events.js';
import type { Disputant, DisputeResult } from '../../terms/catalogues.js';

/** A dispute about an entry; `result` and `settledBy` (an event id) once it is settled. */
export interface Dispute {
  readonly disputeId: string;
  readonly disputedBy: Disputant;
  readonly status: 'open' | 'settled';
  readonly result?: DisputeResult;
  readonly settledBy?: string;
}

/** Standing disputes per disputed entry, oldest first. */
export function disputesOf(history: readonly ParticipationEntry[]): ReadonlyMap<string, readonly Dispute[]> {
  const disputes = new Map<string, Dispute[]>();
  if (!hasAny(history, 'EntryDisputed')) return disputes;
  const annulled = annulledIds(history);
  const standing = history.filter(({ id }) => !annulled.has(id));
  const settlements = new Map(
    standing.flatMap(event =>
      event.type === 'DisputeSettled' ? [[event.data.disputeId, event] as const] : [],
    ),
  );
  for (const event of standing) {
    if (event.type !== 'EntryDisputed') continue;
    const { eventId, disputedBy } = event.data;
    const settled = settlements.get(event.id);
    const dispute: Dispute = {
      disputeId: event.id,
      disputedBy,
      ...(settled
        ? { status: 'settled', result: settled.data.result, settledBy: settled.id }
        : { status: 'open' }),
    };
    disputes.set(eventId, [...(disputes.get(eventId) ?? []), dispute]);
  }
  return disputes;
}

/** Ids of the entries about which a dispute is open: they carry a mark wherever they show. */
export const openlyDisputed = (history: readonly ParticipationEntry[]): ReadonlySet<string> =>
  new Set(
    [...disputesOf(history)].flatMap(([id, all]) =>
      all.some(({ status }) => status === 'open') ? [id] : [],
    ),
  );
