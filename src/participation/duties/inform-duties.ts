import { endOfDay } from '../../terms/times.js';
import { byId } from '../by-type.js';
import type { ParticipationEntry } from '../events.js';
import { providersWarnings } from '../warnings.js';
import { riseIds } from './crisis-turns.js';
import { founded, isAfterEnd, type Founded, type Reading } from './founded.js';

/**
 * D-inform: the provider tells of what threatens. Its own report founds the duty and meets it, so it shows only in
 * how late the report came.
 */
export function informDuties({ history, events, rulesOf, region, exit }: Reading): readonly Founded[] {
  const warnings = providersWarnings(history, rulesOf, region);
  if (warnings.length === 0) return [];
  const recorded = byId(history);
  const rises = riseIds(events);
  const isNew = (event: ParticipationEntry): boolean =>
    event.type !== 'CrisisReassessed' || rises.has(event.id);
  return warnings.flatMap(({ eventId, kind, occurredOn, dueOn }) => {
    const event = recorded.get(eventId)!;
    if (dueOn === undefined || isAfterEnd(event, exit) || !isNew(event)) return [];
    const key = kind === 'unexcused-day' ? occurredOn : eventId;
    const duty = founded('D-inform', event, endOfDay(dueOn), rulesOf(event), key);
    return [{ ...duty, met: { at: event.learnedAt, by: eventId } }];
  });
}
