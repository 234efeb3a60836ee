import { addWorkingDays } from '../../rulebook/working-days.js';
import type { InterventionKind, Severity } from '../../terms/catalogues.js';
import { crisisResults, interventions, reassessments, referrals } from '../texts/under-way.js';
import type { Story, ToldKind } from './story.js';

const minute = 60_000;

/** Working days until the first intervention; undefined: nobody found the time. */
function answeredAfter(story: Story, severity: Severity): number | undefined {
  const { random } = story;
  if (!random.chance([0.35, 0.84, 0.93, 0.98][severity - 1]!)) return undefined;
  if (severity === 4) return random.chance(0.9) ? 0 : 1;
  if (severity === 3) return random.weighted({ 0: 4, 1: 4, 2: 2, 4: 1 }) | 0;
  return random.whole(1, random.chance(0.85) ? 5 : 9);
}

/** Somebody sees to it, mostly in time. */
export function answer(story: Story, crisisId: string, severity: Severity): void {
  const { random } = story;
  const after = answeredAfter(story, severity);
  if (after === undefined) return;
  const soon = severity === 4 ? story.now + random.whole(75, 230) * minute : undefined;
  story.in(after, () => intervene(story, crisisId, severity, soon));
  if (severity > 1 && random.chance(0.45))
    story.in(after + random.whole(3, 8), () => intervene(story, crisisId, severity));
}

type Weights = Readonly<Partial<Record<InterventionKind, number>>>;

const acute: Weights = { 'emergency-service': 3, 'home-visit': 2, referral: 3, talk: 2 };
/** What is done depends on what it is about. */
function responses(kind: ToldKind, severity: Severity): Weights {
  if (severity === 4) return acute;
  const usual = { talk: 6, 'case-conference': severity === 3 ? 3 : 1, letter: 0.3, other: 0.7 };
  switch (kind) {
    case 'conflict-in-group':
    case 'conflict-with-staff':
      return { ...usual, mediation: 5, 'measure-adjusted': 1 };
    case 'overload':
    case 'underload':
    case 'travel':
      return { ...usual, 'measure-adjusted': 5, referral: 0.5 };
    case 'health':
    case 'family-or-care':
      return { ...usual, referral: 2, 'measure-adjusted': 2, 'home-visit': 0.4 };
    case 'addiction':
    case 'housing-or-money':
    case 'authority':
    case 'other':
      return { ...usual, referral: 5 };
  }
}

function intervene(story: Story, crisisId: string, severity: Severity, occurredAt?: number): void {
  const crisis = story.crises.get(crisisId);
  if (!story.active || !crisis?.open) return;
  const { random } = story;
  const kind = random.weighted(responses(crisis.kind, severity));
  const words = kind === 'referral' ? referrals[crisis.kind] : interventions[kind];
  const byRole = random.weighted({ adviser: 7, provider: severity === 4 ? 0 : 2, 'team-lead': 0.5 });
  const nextStepDue = random.chance(0.3)
    ? { nextStepDue: addWorkingDays(story.today, random.whole(3, 10)) }
    : {};
  story.highlights.add('intervention');
  story.record(byRole === 'team-lead' ? story.client.teamLead() : story.adviser(), 'RecordIntervention', {
    crisisId,
    byRole,
    kind,
    ...(occurredAt !== undefined && occurredAt <= story.now ? { occurredAt: story.instant(occurredAt) } : {}),
    ...nextStepDue,
    ...(random.chance(0.3) ? { addressedTo: ['provider' as const], shared: true } : {}),
    ...story.words('note', words, 0.8),
  });
}

export function reassess(story: Story, crisisId: string): void {
  const crisis = story.crises.get(crisisId);
  if (!story.active || !crisis?.open) return;
  const { random } = story;
  const rises = crisis.severity === 1 || (crisis.severity < 4 && random.chance(0.25));
  crisis.severity = (crisis.severity + (rises ? 1 : -1)) as Severity;
  const byProvider = random.chance(story.manner.tellsCrises * 0.5);
  story.record(byProvider ? story.clerk() : story.adviser(), 'ReassessCrisis', {
    crisisId,
    severity: crisis.severity,
    ...story.words('note', reassessments[rises ? 'up' : 'down'], 0.6),
  });
  if (rises) answer(story, crisisId, crisis.severity);
}

export function resolve(story: Story, crisisId: string): void {
  const crisis = story.crises.get(crisisId);
  if (!story.active || !crisis?.open) return;
  crisis.open = false;
  const result = story.random.weighted({
    overcome: 5,
    eased: 4,
    referred: 2,
    unfounded: crisis.severity === 1 ? 2 : 0.3,
  });
  story.record(story.adviser(), 'ResolveCrisis', {
    crisisId,
    result,
    ...story.words('note', crisisResults[result], 0.65),
  });
}
