import type { ParticipationCommand } from '../../../src/participation/commands.js';
import { decide } from '../../../src/participation/decide.js';
import { impossibility } from '../../../src/participation/entries.js';
import type { ParticipationEntry, ParticipationEvent } from '../../../src/participation/events.js';
import type { Rulebook } from '../../../src/rulebook/rulebook.js';
import { usualRules } from '../told-participation.js';
import { momentOf } from './moments.js';
import {
  consentGiven,
  consentWithdrawn,
  droppedOutOn,
  measureExplained,
  measureOffered,
  noShowReported,
  offerDeclined,
  offerDeferred,
  offerWithdrawn,
  participationAnnulled,
  participationCompleted,
  participationInterrupted,
  participationStarted,
  placeAssigned,
  voucherIssued,
  voucherOffered,
  voucherRedeemed,
  type ToldEvent,
} from './participation-events.js';
import { specification } from './specification.js';

/** Noon of the newest day that a command asserts. */
function assertedBy(command: ParticipationCommand): string {
  switch (command.type) {
    case 'ConfirmStart':
      return momentOf(command.startedOn);
    case 'ConfirmDropout':
    case 'CompleteParticipation':
      return momentOf(command.endedOn);
    case 'RedeemVoucher':
      return momentOf(command.presentedOn);
    case 'ReportAttendance': {
      const past = command.days.filter(({ state }) => state !== 'planned-free').map(({ day }) => day);
      return past.length ? momentOf(past.toSorted().at(-1)!) : '';
    }
    default:
      return '';
  }
}

function mustBePossible(history: readonly ParticipationEntry[]): void {
  const impossible = impossibility(history);
  if (impossible) throw new Error(`the story that is told could not be: ${impossible.detail}`);
}

export const givenUnder = (rules: Rulebook) =>
  specification<ParticipationEvent, ParticipationCommand>(
    (command, past, issued) => decide(command, past as readonly ParticipationEntry[], rules, issued),
    past => mustBePossible(past as readonly ParticipationEntry[]),
    assertedBy,
  );

/** given(…what happened in one participation), under the parameters of rules.md. */
export const given = givenUnder(usualRules);

type Chapter = readonly ToldEvent[];

/** How a participation usually comes to a phase; what happens between is told where it belongs. */
export const offered = (...then: Chapter): Chapter => [measureOffered(), ...then];
export const deferred = (...then: Chapter): Chapter => [...offered(...then), offerDeferred()];
export const declined = (...then: Chapter): Chapter => [...offered(...then), offerDeclined()];
export const withdrawn = (...then: Chapter): Chapter => [...offered(...then), offerWithdrawn()];
export const consented = (...then: Chapter): Chapter => [
  ...offered(...then),
  measureExplained(),
  consentGiven(),
];
export const assigned = (...then: Chapter): Chapter => [...consented(...then), placeAssigned()];
export const notStarted = (...then: Chapter): Chapter => [...assigned(...then), noShowReported()];
export const started = (...then: Chapter): Chapter => [...assigned(), participationStarted(), ...then];
export const interrupted = (...then: Chapter): Chapter => [...started(...then), participationInterrupted()];
export const droppedOut = (...then: Chapter): Chapter => [...started(...then), droppedOutOn()];
export const completed = (...then: Chapter): Chapter => [...started(...then), participationCompleted()];
export const annulled = (...then: Chapter): Chapter => [...started(...then), participationAnnulled()];

/** The same on the voucher track, as far as it differs. */
export const voucherOpen = (...then: Chapter): Chapter => [voucherOffered(), ...then];
export const voucherConsented = (...then: Chapter): Chapter => [
  ...voucherOpen(...then),
  measureExplained(),
  consentGiven(),
];
export const withVoucher = (...then: Chapter): Chapter => [...voucherConsented(...then), voucherIssued()];
export const redeemed = (...then: Chapter): Chapter => [...withVoucher(...then), voucherRedeemed()];

/** Placed and started without consent, on the ground of a stated obligation. */
export const obliged = (...then: Chapter): Chapter => [
  ...offered(),
  placeAssigned({ basis: 'obligation' }),
  participationStarted(),
  ...then,
];

/** Started, then without consent from the day on. */
export const unwilling = (day: string, ...then: Chapter): Chapter =>
  started({ ...consentWithdrawn(), occurred: momentOf(day) }, ...then);
