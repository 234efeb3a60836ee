import { addWorkingDays } from '../../rulebook/working-days.js';
import { addDays, daysBetween, type Day } from '../../terms/times.js';
import type { Severity } from '../../terms/catalogues.js';
import { nextMonday } from '../plan/work-calendar.js';
import type { Story, ToldKind } from './story.js';

/** What will become of a participation; nobody in it knows. */
export interface Fate {
  readonly kind: 'completes' | 'recovers' | 'doubts' | 'drops-out' | 'leaves-well' | 'withdraws';
  readonly startedOn: Day;
  /** The last day that anybody is there. */
  readonly lastDay: Day;
  /** Of a dropout: whether it is seen coming and told. */
  readonly announced: boolean;
  /** Days on which coming is hard. */
  readonly hard?: { readonly from: Day; readonly to: Day };
  readonly pause?: { readonly from: Day; readonly to: Day };
  readonly blows: readonly { readonly on: Day; readonly kind: ToldKind; readonly severity: Severity }[];
}

const staying: ReadonlySet<Fate['kind']> = new Set<Fate['kind']>(['completes', 'recovers', 'doubts']);

/** Whether it will break off, however it comes to it. */
export const breaksOff = ({ kind }: Fate): boolean => kind === 'drops-out' || kind === 'withdraws';

export function fateOf(story: Story, startedOn: Day): Fate {
  const { random, manner, client } = story;
  const weeks = random.within(story.measure.offered.weeks);
  const planned = addDays(nextMonday(startedOn), weeks * 7 - 3);
  const weight = 0.55 + 0.9 * client.burden;
  const losing = manner.losses * weight;
  const kind = random.weighted({
    'drops-out': losing,
    recovers: 0.1 * weight,
    'leaves-well': 0.11,
    withdraws: 0.022,
    doubts: 0.018,
    completes: Math.max(0.2, 0.76 - losing),
  });
  const length = daysBetween(startedOn, planned);
  const early = addWorkingDays(addDays(startedOn, Math.round(length * (0.12 + 0.75 * random.next()))), 1);
  const lastDay = staying.has(kind) ? planned : early;
  const announced = random.chance(manner.warns);
  const hard = hardTimes(story, kind, startedOn, lastDay, announced);
  const pause =
    kind === 'completes' && length > 90 && random.chance(0.07) ? pauseIn(story, startedOn) : undefined;
  const blows = blowsOf(story, startedOn, lastDay, weight);
  return {
    kind,
    startedOn,
    lastDay,
    announced,
    blows,
    ...(hard ? { hard } : {}),
    ...(pause ? { pause } : {}),
  };
}

function hardTimes(
  { random, manner }: Story,
  kind: Fate['kind'],
  startedOn: Day,
  lastDay: Day,
  announced: boolean,
): Fate['hard'] {
  const length = daysBetween(startedOn, lastDay);
  if (kind === 'recovers') {
    const from = addDays(startedOn, Math.round(length * (0.2 + 0.4 * random.next())));
    return { from, to: addDays(from, random.whole(9, 20)) };
  }
  if (kind !== 'drops-out') return undefined;
  // whoever says little has often seen it for weeks; whoever says much was itself surprised
  const days = announced || manner.warns < 0.3 ? random.whole(10, 30) : random.pick([0, 0, 3, 5]);
  return days ? { from: addDays(lastDay, -Math.min(days, length - 1)), to: lastDay } : undefined;
}

function pauseIn({ random }: Story, startedOn: Day): Fate['pause'] {
  const from = addWorkingDays(startedOn, random.whole(12, 28));
  return { from, to: addDays(from, random.whole(11, 30)) };
}

const kinds: Readonly<Record<ToldKind, number>> = {
  health: 5,
  'family-or-care': 5,
  addiction: 1.5,
  'housing-or-money': 4,
  'conflict-in-group': 2.5,
  'conflict-with-staff': 1.5,
  overload: 3,
  underload: 1.5,
  travel: 2,
  authority: 1.5,
  other: 1,
};

function blowsOf({ random, manner }: Story, startedOn: Day, lastDay: Day, weight: number): Fate['blows'] {
  const length = daysBetween(startedOn, lastDay);
  const expected = (manner.crises * weight * length) / 182;
  const number = Math.floor(expected) + (random.chance(expected % 1) ? 1 : 0);
  return Array.from({ length: number }, () => ({
    on: addDays(startedOn, random.whole(1, Math.max(1, length - 2))),
    kind: random.weighted(kinds),
    severity: (random.weighted({ 1: 33, 2: 42, 3: 20, 4: 5 }) | 0) as Severity,
  }));
}
