import type { Severity } from '../../terms/catalogues.js';
import { dayOf } from '../../terms/times.js';
import type { Noted } from '../plan/chronicle.js';
import { crises } from '../texts/under-way.js';
import { answer, reassess, resolve } from './crisis-answer.js';
import { annulLater, disputeLater } from './entries.js';
import { flagRisk } from './risk.js';
import type { Story, ToldKind } from './story.js';
import { tell } from './telling.js';

/** Something that befalls a participation today. */
export interface Blow {
  readonly kind: ToldKind;
  readonly severity: Severity;
  /** Whether what it leads to can be mended. */
  readonly mends: boolean;
  readonly incidentId?: string;
  /** What is said of it, where that is not some words or other. */
  readonly description?: string;
}

const minute = 60_000;

/** A crisis comes: the provider tells of it, the client does, it comes out when all is over, or nobody hears of it. */
export function strike(story: Story, blow: Blow): void {
  if (!story.active) return;
  const { random, manner } = story;
  const occurredAt = story.now - random.whole(0, 150) * minute;
  const crisisId = `crisis-${random.uuid()}`;
  const fields = {
    crisisId,
    kind: blow.kind,
    severity: blow.severity,
    ...(blow.incidentId === undefined ? {} : { incidentId: blow.incidentId }),
    ...(blow.description === undefined
      ? story.words('description', crises[blow.kind], 0.85)
      : { description: blow.description }),
  };
  const told = (noted: Noted) => opened(story, crisisId, blow, noted);
  const news = { command: 'OpenCrisis' as const, fields, occurredAt };
  if (random.chance(manner.tellsCrises)) {
    const after =
      blow.severity >= 3 ? ([0, Math.ceil(manner.crisisAfter[1] / 2)] as const) : manner.crisisAfter;
    tell(story, { ...news, after, possible: () => story.active, told });
    if (blow.kind === 'conflict-in-group' && blow.incidentId === undefined) spread(story, blow);
  } else if (random.chance(0.22)) {
    story.in(random.whole(0, 8), () => {
      if (!story.active) return;
      const times = { occurredAt: story.instant(occurredAt), source: 'client' as const };
      told(story.record(story.adviser(), 'OpenCrisis', { ...fields, ...times }));
    });
  } else if (random.chance(manner.addsAfterwards)) {
    story.untold.push(() =>
      tell(story, {
        ...news,
        after: [0, 12],
        possible: () => story.endedOn !== undefined && dayOf(story.instant(occurredAt)) <= story.endedOn,
        told: () => void story.highlights.add('crisis').add('told-after-the-end'),
      }),
    );
  }
}

/** One incident often touches several. */
function spread(story: Story, blow: Blow): void {
  const { random } = story;
  if (!random.chance(0.5)) return;
  const incidentId = `incident-${random.uuid()}`;
  const others = [...story.measure.running].filter(other => other !== story);
  for (const other of random.some(random.whole(1, 2), others))
    strike(other, { ...blow, severity: Math.min(blow.severity, 2) as Severity, mends: true, incidentId });
}

function opened(story: Story, crisisId: string, blow: Blow, noted: Noted): void {
  const { random, crises: known } = story;
  story.highlights.add('crisis');
  if (random.chance(0.012)) return annulLater(story, noted, 'crisis');
  known.set(crisisId, { kind: blow.kind, severity: blow.severity, open: true });
  if (random.chance(0.012)) disputeLater(story, noted, 'client', story.clerk());
  answer(story, crisisId, blow.severity);
  if (random.chance(0.35)) story.in(random.whole(2, 9), () => reassess(story, crisisId));
  if (random.chance(blow.mends ? 0.88 : 0.25))
    story.in(random.whole(4, 10 + 7 * blow.severity), () => resolve(story, crisisId));
  if (blow.severity >= 3 && random.chance(0.45)) {
    const by = random.weighted({ provider: story.manner.warns * 4, adviser: 1, client: 0.6 });
    const because = by === 'provider' ? [] : [noted.eventId(story.id)];
    flagRisk(story, by, blow.mends, because);
  }
}
