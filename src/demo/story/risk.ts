import type { RiskResult, RiskSource } from '../../terms/catalogues.js';
import { interventions, riskResults, risks } from '../texts/under-way.js';
import type { Story } from './story.js';
import { tell } from './telling.js';

type Raiser = Exclude<RiskSource, 'rule'>;

/** Somebody sees that a dropout threatens, and says so. */
export function flagRisk(
  story: Story,
  raisedBy: Raiser,
  closes: boolean,
  because: readonly string[] = [],
): void {
  const riskId = `risk-${story.random.uuid()}`;
  const fields = {
    riskId,
    raisedBy,
    ...(because.length ? { because: [...because] } : {}),
    ...story.words('note', risks[raisedBy], 0.8),
  };
  const possible = () => story.active && story.book.openRisk === undefined;
  const told = () => {
    story.book.openRisk = riskId;
    answerRisk(story, riskId, raisedBy, closes);
  };
  if (raisedBy === 'provider') {
    tell(story, { command: 'FlagDropoutRisk', fields, occurredAt: story.now, after: [0, 1], possible, told });
  } else if (possible()) {
    story.record(story.adviser(), 'FlagDropoutRisk', { ...fields, source: raisedBy });
    told();
  }
}

/** Answers a risk that stands in the record, and closes it unless the participation is on its way out. */
export function answerRisk(story: Story, riskId: string, raisedBy: RiskSource, closes: boolean): void {
  const { random } = story;
  story.highlights.add('risk');
  if (random.chance(0.85)) story.in(random.whole(0, 4), () => intervene(story, riskId));
  if (!random.chance(closes ? 0.88 : 0.08)) return;
  const result = random.chance(raisedBy === 'rule' ? 0.25 : 0.08) ? 'unfounded' : 'averted';
  story.in(random.whole(7, 26), () => closeRisk(story, riskId, result));
}

export function closeRisk(story: Story, riskId: string, result: RiskResult): void {
  if (!story.active || story.book.openRisk !== riskId) return;
  story.book.openRisk = undefined;
  const note = story.words('note', riskResults[result], 0.7);
  story.record(story.adviser(), 'ClearDropoutRisk', { riskId, result, ...note });
}

function intervene(story: Story, riskId: string): void {
  if (!story.active || story.book.openRisk !== riskId) return;
  const kind = story.random.weighted({
    talk: 6,
    'case-conference': 2,
    'measure-adjusted': 2,
    letter: 1,
    'home-visit': 0.5,
  });
  story.highlights.add('intervention');
  story.record(story.adviser(), 'RecordIntervention', {
    riskId,
    byRole: 'adviser',
    kind,
    ...(kind === 'case-conference' ? { addressedTo: ['provider' as const], shared: true } : {}),
    ...story.words('note', interventions[kind], 0.7),
  });
}
