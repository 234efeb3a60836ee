import type { Rulebook } from '../../rulebook/rulebook.js';
import { deadlineInWorkingDays, type Region } from '../../rulebook/working-days.js';
import { dayOf, epochOf, toInstant, type Instant } from '../../terms/times.js';
import type { ParticipationEntry } from '../events.js';
import { answers, turnsFor, type Intervention, type Turn } from './crisis-turns.js';
import { earliest, firstOf, founded, isAfterEnd, settled, type Founded, type Reading } from './founded.js';

const hour = 3_600_000;

/** By when the office responds, from when it learned; undefined where it owes nothing. */
export function respondBy(
  { data: { severity }, learnedAt }: Turn,
  { duties: { crisis } }: Rulebook,
  region: Region,
): Instant | undefined {
  if (severity === 1) return undefined;
  if (severity === 4) return toInstant(epochOf(learnedAt) + crisis['4'].hours * hour);
  return deadlineInWorkingDays(dayOf(learnedAt), crisis[severity].workingDays, region);
}

const isAbout = (event: ParticipationEntry, crisisId: string): boolean =>
  'crisisId' in event.data && event.data.crisisId === crisisId;

/** D-crisis: the office responds to a crisis. A rise in severity takes the place of what was owed until then. */
export function crisisDuties({ events, rulesOf, region, exit }: Reading): readonly Founded[] {
  return [...turnsFor(events)].flatMap(([crisisId, turns]) => {
    const about = events.filter(event => isAbout(event, crisisId));
    const interventions = about.filter(
      (event): event is Intervention => event.type === 'InterventionRecorded',
    );
    const resolved = about.find(({ type }) => type === 'CrisisResolved')?.occurredAt;
    return turns.flatMap((turn, index) => {
      const rules = rulesOf(turn);
      const dueAt = respondBy(turn, rules, region);
      if (dueAt === undefined || isAfterEnd(turn, exit)) return [];
      const met = firstOf(interventions.filter(intervention => answers(intervention, turn)));
      const ended = earliest(resolved, exit?.at, turns[index + 1]?.learnedAt);
      return settled(founded('D-crisis', turn, dueAt, rules), met, ended);
    });
  });
}
