import type { Day } from '../../terms/times.js';
import { dropouts } from '../texts/at-the-end.js';
import { consentStatements, consentWithdrawals, noticeNotes } from '../texts/before-the-start.js';
import { dropOut } from './ending.js';
import type { Fate } from './fate.js';
import { answerRisk, closeRisk } from './risk.js';
import type { Story } from './story.js';

/** Somebody no longer wants to, and says so; then it is talked over, and the office decides. */
export function withdrawOn(story: Story, fate: Fate, day: Day): void {
  story.on(day, () => {
    if (!story.active) return;
    if (story.consent !== 'given') {
      // who was obliged has no consent to withdraw, and leaves all the same
      if (fate.kind === 'withdraws') story.on(fate.lastDay, () => end(story, fate.lastDay));
      return;
    }
    const { book, random } = story;
    story.consent = 'withdrawn';
    book.consentWithdrawn(story.today);
    const words = random.pick(consentWithdrawals);
    const noted = story.record(story.adviser(), 'WithdrawConsent', { ...words, source: 'client' });
    book.openRisk ??= noted.riskId;
    answerRisk(story, book.openRisk, 'client', false);
    if (fate.kind === 'withdraws') story.on(fate.lastDay, () => end(story, fate.lastDay));
    else story.in(random.whole(2, 7), () => goOn(story));
  });
}

function end(story: Story, lastDay: Day): void {
  const { random } = story;
  const reasons = {
    providerReason: random.weighted({ 'consent-withdrawn': 4, unknown: 2, conflict: 1 }),
    clientReason: random.weighted({
      'provider-deficiency': 2,
      overload: 3,
      'consent-withdrawn': 3,
      conflict: 2,
    }),
    adviserFinding: random.weighted({ 'consent-withdrawn': 5, overload: 2, 'provider-deficiency': 1 }),
  };
  dropOut(story, lastDay, reasons, dropouts.announced);
}

/** Consent is given anew or, where the law allows it, an obligation is stated. */
function goOn(story: Story): void {
  if (!story.active) return;
  const { random, book } = story;
  if (random.chance(story.measure.allowsPressure ? 0.75 : 1)) {
    story.consent = 'given';
    const statement = story.words('statement', consentStatements, 0.8);
    story.record(story.adviser(), 'GiveConsent', { form: 'oral', ...statement });
  } else {
    story.record(story.adviser(), 'GiveNotice', {
      occasion: 'obligation',
      textVersion: 'R-2025-2',
      deliveredOn: story.today,
      ...story.words('note', noticeNotes, 0.6),
    });
  }
  book.consentSettled(story.today);
  const risk = book.openRisk;
  if (risk !== undefined) story.in(random.whole(2, 8), () => closeRisk(story, risk, 'averted'));
}
