import { addWorkingDays } from '../../rulebook/working-days.js';
import type { DeferReason, LossReason } from '../../terms/catalogues.js';
import { addDays, type Day } from '../../terms/times.js';
import { nextMonday } from '../plan/work-calendar.js';
import {
  assignmentNotes,
  consentStatements,
  deferNotes,
  lossNotes,
  noticeNotes,
} from '../texts/before-the-start.js';
import { awaitStart } from './start.js';
import { perhapsObject } from './remedy.js';
import type { Story } from './story.js';
import { issue, weighed } from './voucher.js';

/** The written notice that refusal has legal consequences. */
export function notice(story: Story, occasion: 'offer' | 'obligation'): void {
  if (story.phase !== 'offered' && story.phase !== 'consented') return;
  const noted = story.record(story.adviser(), 'GiveNotice', {
    occasion,
    textVersion: 'R-2025-2',
    deliveredOn: story.today,
    ...story.words('note', noticeNotes, 0.5),
  });
  perhapsObject(story, 'notice', noted);
}

/** What the client says to the offer, after some thought. */
export function decide(story: Story, deferrals: number): void {
  if (story.phase !== 'offered') return;
  const { random, measure } = story;
  if (measure.full && deferrals < 3 && random.chance(0.8)) return defer(story, 'no-place', deferrals);
  const way = random.weighted({
    consents: 74,
    defers: deferrals < 2 ? 13 : 0,
    declines: 12,
    'is-withdrawn': 4,
    'is-obliged': measure.allowsPressure && !measure.full ? 1.5 : 0,
  });
  switch (way) {
    case 'consents':
      return consent(story);
    case 'defers':
      return defer(story, random.weighted({ 'time-not-ripe': 5, circumstances: 4, other: 1 }), deferrals);
    case 'declines':
      return decline(story);
    case 'is-withdrawn':
      return withdraw(
        story,
        random.weighted({ unreachable: 4, 'provider-refuses': 2, 'does-not-fit': 2, other: 1 }),
      );
    case 'is-obliged':
      notice(story, 'obligation');
      return story.in(random.whole(5, 10), () => assign(story, 'obligation', 0));
  }
}

/** The moment is not ripe; no result yet is a good result. */
function defer(story: Story, reason: DeferReason, deferrals: number): void {
  const { random } = story;
  const revisitOn = addWorkingDays(
    story.today,
    reason === 'no-place' ? random.whole(8, 20) : random.whole(10, 40),
  );
  story.record(story.adviser(), 'DeferOffer', {
    reason,
    revisitOn,
    ...story.words('note', deferNotes[reason], 0.75),
  });
  story.on(addWorkingDays(revisitOn, random.whole(0, 4)), () => decide(story, deferrals + 1));
}

function decline(story: Story): void {
  const { random } = story;
  const reason: LossReason = random.weighted({
    'time-not-ripe': 6,
    'does-not-fit': 5,
    'took-up-work': 4,
    childcare: 3,
    refuses: 2,
    'family-care': 1.5,
    therapy: 1.5,
    'took-up-training': 1,
    'voluntary-work': 0.8,
    'known-deficiencies': story.manner.warns < 0.3 ? 2 : 0.1,
  });
  story.phase = 'lost';
  story.record(story.adviser(), 'DeclineOffer', { reason, ...story.words('note', lossNotes[reason], 0.7) });
  if (random.chance(0.3)) story.in(random.whole(20, 60), () => story.offerNext(undefined));
}

function withdraw(story: Story, reason: LossReason): void {
  story.phase = 'lost';
  story.record(story.adviser(), 'WithdrawOffer', { reason, ...story.words('note', lossNotes[reason], 0.7) });
  if (story.random.chance(0.25)) story.in(story.random.whole(10, 40), () => story.offerNext(undefined));
}

function consent(story: Story): void {
  const { random } = story;
  const form = random.weighted({ oral: 25, written: 55, digital: 20 });
  story.phase = 'consented';
  story.consent = 'given';
  story.record(story.adviser(), 'GiveConsent', {
    form,
    ...(form === 'oral' ? {} : { evidenceRef: `doc-${random.uuid()}` }),
    ...story.words('statement', consentStatements, 0.35),
    ...(random.chance(0.5) ? { source: 'client' as const } : {}),
  });
  if (random.chance(0.015)) return story.in(random.whole(1, 6), () => reconsider(story));
  story.in(random.whole(0, 5), () =>
    story.measure.isForVouchers ? issue(story) : assign(story, 'consent', 0),
  );
}

/** Consent withdrawn before the start leads back to the offer. */
function reconsider(story: Story): void {
  if (story.phase !== 'consented') return;
  story.phase = 'offered';
  story.consent = 'withdrawn';
  const reason = 'Möchte noch einmal überlegen.';
  story.record(story.adviser(), 'WithdrawConsent', { reason, source: 'client' });
  story.in(story.random.whole(3, 10), () => decide(story, 2));
}

/** Takes a place, at the latest when one is free; who waits too long gets another offer. */
function assign(story: Story, basis: 'consent' | 'obligation', tries: number): void {
  const { random, measure } = story;
  if (story.phase !== (basis === 'consent' ? 'consented' : 'offered')) return;
  if (measure.full) {
    if (tries < 4) return story.in(random.whole(3, 8), () => assign(story, basis, tries + 1));
    return withdraw(story, 'other');
  }
  measure.taken++;
  story.phase = 'assigned';
  const startsOn = entryDay(story);
  story.record(story.adviser(), 'AssignPlace', {
    startsOn,
    basis,
    ...weighed(story),
    ...story.words('note', assignmentNotes, 0.4),
  });
  awaitStart(story, startsOn);
}

/** Mostly a Monday, now and then the next day but one. */
function entryDay({ random, today }: Story): Day {
  if (random.chance(0.2)) return addWorkingDays(today, random.whole(2, 6));
  return addWorkingDays(addDays(nextMonday(addDays(today, random.pick([0, 3, 7]))), -1), 1);
}
