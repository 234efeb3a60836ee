import { addWorkingDays } from '../../rulebook/working-days.js';
import { addDays } from '../../terms/times.js';
import { stateOfOffices } from '../cast/offices.js';
import { nextMonday } from '../plan/work-calendar.js';
import { assignmentNotes } from '../texts/before-the-start.js';
import { deficiencyReasons, voucherContents } from '../texts/practice.js';
import type { Measure } from './measure.js';
import { awaitStart } from './start.js';
import type { Story } from './story.js';

/** What is offered: the measure that was bought, or a voucher for what it is good for. */
export function offered({ id, offered: { goal } }: Measure<Story>) {
  return goal === undefined ? { measureId: id } : { goal, content: voucherContents[goal] };
}

/** Of a known deficiency the client is told, and why this measure nevertheless is written down. */
export function weighed({ measure, random }: Pick<Story, 'measure' | 'random'>) {
  return measure.deficient
    ? { clientToldOfDeficiencies: true, deficiencyReason: random.pick(deficiencyReasons) }
    : {};
}

/** With a voucher the client goes and looks; some never present it. */
export function issue(story: Story): void {
  if (story.phase !== 'consented') return;
  const { random, today } = story;
  const validUntil = addDays(today, random.pick([60, 90, 90]));
  story.phase = 'voucher-issued';
  story.record(story.adviser(), 'IssueVoucher', {
    validUntil,
    region: random.pick([stateOfOffices, 'BUND']),
  });
  if (random.chance(0.78)) return story.in(random.whole(3, 30), () => redeem(story));
  story.on(addWorkingDays(validUntil, random.whole(2, 15)), () => {
    if (story.phase !== 'voucher-issued' || !random.chance(0.6)) return;
    story.phase = 'lost';
    const note = 'Gutschein ist abgelaufen und wurde nicht eingelöst; neues Gespräch angeboten.';
    story.record(story.adviser(), 'WithdrawOffer', { reason: 'other', note });
  });
}

function redeem(story: Story): void {
  const { random, measure, today } = story;
  if (story.phase !== 'voucher-issued' || measure.excluded) return;
  const startsOn = addWorkingDays(addDays(nextMonday(addDays(today, random.pick([1, 5]))), -1), 1);
  measure.taken++;
  story.phase = 'assigned';
  story.record(story.adviser(), 'RedeemVoucher', {
    measureId: measure.id,
    presentedOn: today,
    startsOn,
    ...weighed(story),
    ...story.words('note', assignmentNotes, 0.3),
  });
  awaitStart(story, startsOn);
}
