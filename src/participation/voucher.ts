import { isRejection, reject, rejectInput, type Rejection } from '../terms/rejection.js';
import { dayOf } from '../terms/times.js';
import type { ParticipationCommand, RedeemedIn } from './commands.js';
import { effective } from './effective.js';
import type { ParticipationEntry, ParticipationEvent } from './events.js';
import { fact } from './secrecy.js';
import type { Participation, Voucher } from './state.js';
import { weigh } from './weighing.js';

type Facts = readonly ParticipationEvent[] | Rejection;

/** For the goal of the offer and, where nothing else is said, for its content. */
export function issueVoucher(
  { type: _, content, ...said }: ParticipationCommand<'IssueVoucher'>,
  state: Participation,
  history: readonly ParticipationEntry[],
): Facts {
  if (state.phase === 'none' || state.goal === undefined) return onOtherTrack();
  const offer = effective(history).find(event => event.type === 'MeasureOffered');
  const words = content ?? offer?.sensitive?.content;
  return [fact('VoucherIssued', { goal: state.goal, ...said, content: words })];
}

const onOtherTrack = (): Rejection =>
  reject(
    'wrong-phase',
    'a voucher is issued where one was offered, and no place of a measure that was bought',
  );

/** Why a voucher is not good for a measure that starts then. One for the whole federation is good everywhere. */
function notValid(
  { goal, region }: Voucher,
  { startsOn, measure }: Pick<ParticipationCommand<'RedeemVoucher'>, 'startsOn' | 'measure'>,
): Rejection | undefined {
  if (!measure.goals.includes(goal))
    return reject('voucher-not-valid', `it is for ${goal}, which is no goal of the measure`);
  if (region !== 'BUND' && measure.state !== region)
    return reject('voucher-not-valid', `it is good in ${region}, and the measure is in ${measure.state}`);
  if (startsOn < measure.runsFrom || startsOn > measure.runsTo)
    return reject('voucher-not-valid', `on ${startsOn} the measure does not run`);
  return undefined;
}

/** Why the voucher redeemed last in a history, as it reads, is not good for the measure in which it was redeemed. */
export function notGoodFor(
  measure: RedeemedIn | undefined,
  history: readonly ParticipationEntry[],
): Rejection | undefined {
  if (!measure) return undefined;
  const events = effective(history);
  const redeemed = events.findLast(event => event.type === 'VoucherRedeemed');
  const before = redeemed ? events.slice(0, events.indexOf(redeemed)) : [];
  const issued = before.findLast(event => event.type === 'VoucherIssued');
  return redeemed && issued && notValid(issued.data, { startsOn: redeemed.data.startsOn, measure });
}

export function redeemVoucher(command: ParticipationCommand<'RedeemVoucher'>, state: Participation): Facts {
  if (state.phase !== 'voucher-issued') return reject('wrong-phase', 'no voucher is issued');
  const { type: _, measure, clientToldOfDeficiencies, deficiencyReason, ...redeemed } = command;
  const invalid = notValid(state.voucher, command);
  if (invalid) return invalid;
  const weighed = weigh({ clientToldOfDeficiencies, deficiencyReason }, measure.deficiencies);
  if (isRejection(weighed)) return weighed;
  return [fact('VoucherRedeemed', { ...redeemed, providerId: measure.providerId, ...weighed })];
}

/** What the two tracks and the days of a voucher leave possible. */
export function ofVoucher(
  state: Exclude<Participation, { readonly phase: 'none' }>,
  event: ParticipationEvent,
  occurredAt: string,
): Rejection | undefined {
  switch (event.type) {
    case 'PlaceAssigned':
      return state.track === 'voucher'
        ? reject('wrong-phase', 'it is the redeemed voucher that assigns')
        : undefined;
    case 'VoucherIssued':
      if (state.track !== 'voucher') return onOtherTrack();
      return event.data.validUntil < dayOf(occurredAt)
        ? rejectInput('time-order', `a voucher until ${event.data.validUntil} is not valid when it is issued`)
        : undefined;
    case 'VoucherRedeemed':
      return state.phase === 'voucher-issued' ? redeemedInTime(state, event.data) : undefined;
    case 'ParticipationStarted':
      return state.phase === 'assigned' && event.data.startedOn < (state.presentedOn ?? '')
        ? reject('time-order', `started before the voucher was presented on ${state.presentedOn}`)
        : undefined;
    default:
      return undefined;
  }
}

function redeemedInTime(
  { voucher, since }: Extract<Participation, { readonly phase: 'voucher-issued' }>,
  { presentedOn, startsOn }: { readonly presentedOn: string; readonly startsOn: string },
): Rejection | undefined {
  if (presentedOn < dayOf(since))
    return reject('time-order', `presented on ${presentedOn}, before it was issued`);
  if (startsOn < presentedOn)
    return rejectInput('time-order', `to start on ${startsOn}, before it was presented on ${presentedOn}`);
  return presentedOn > voucher.validUntil
    ? reject('voucher-not-valid', `it was valid until ${voucher.validUntil}`)
    : undefined;
}
