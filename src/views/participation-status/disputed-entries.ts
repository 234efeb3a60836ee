import { correctionsOf } from '../../participation/effective.js';
import type { ParticipationEntry } from '../../participation/events.js';
import { openlyDisputed } from '../case-history/disputes.js';

/** Ids of the entries that carry the mark: disputed themselves or through a correction that stands. */
export function disputedEntries(history: readonly ParticipationEntry[]): ReadonlySet<string> {
  const open = openlyDisputed(history);
  if (open.size === 0) return open;
  const disputed = new Set(open);
  for (const [entryId, corrections] of correctionsOf(history))
    if (corrections.some(({ id }) => open.has(id))) disputed.add(entryId);
  return disputed;
}
