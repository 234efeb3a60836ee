import { isRejection, reject, type Rejection } from '../terms/rejection.js';
import type { ParticipationCommand } from './commands.js';
import type { ParticipationEvent } from './events.js';
import { fact } from './secrecy.js';
import { weigh } from './weighing.js';

/** It starts with a mandate, and where the measure's deficiencies are known, with having told of them. */
export function offer({
  type: _,
  ground,
  overrideReason,
  clientToldOfDeficiencies,
  deficiencyReason,
  ...offered
}: ParticipationCommand<'OfferMeasure'>): readonly ParticipationEvent[] | Rejection {
  const { mandate, deficiencies, ...grounds } = ground;
  if (mandate !== 'given' && overrideReason === undefined)
    return reject('no-mandate', mandate ? `the latest mandate is ${mandate}` : 'no mandate was clarified');
  const weighed = weigh({ clientToldOfDeficiencies, deficiencyReason }, deficiencies);
  if (isRejection(weighed)) return weighed;
  const overridden = mandate === 'given' ? {} : { mandateOverridden: true, overrideReason };
  return [fact('MeasureOffered', { ...offered, ...grounds, ...overridden, ...weighed })];
}
