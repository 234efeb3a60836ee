import type { Actor } from '../../terms/actor.js';
import { addDays, type Day } from '../../terms/times.js';
import { Random } from '../random.js';
import { houseRules } from '../texts/practice.js';
import type { Chronicle } from './chronicle.js';

/** The first day of the month after the next. */
const comingMonth = (today: Day): Day =>
  `${addDays(`${addDays(`${today.slice(0, 8)}28`, 10).slice(0, 8)}28`, 10).slice(0, 8)}01`;

/** A stricter rulebook is announced; it is valid from a day to come and judges nothing of this year. */
export function announceHouseRules(chronicle: Chronicle, admin: Actor, today: Day): void {
  const random = Random.of(chronicle.seed, 'house rules');
  const validFrom = comingMonth(today);
  chronicle.on(addDays(today, -35), random, () => {
    const rules = chronicle.rulebooks.validOn(validFrom);
    const { notice, obligation } = rules.forbidden;
    chronicle.record('rulebook', random, admin, 'AddRulebook', {
      rulebook: {
        ...rules,
        version: `haus-${validFrom.slice(0, 7)}`,
        validFrom,
        verified: false,
        source: houseRules,
        duties: { ...rules.duties, contact: 21 },
        forbidden: { notice: [...notice], obligation: [...obligation] },
        exceptions: [...rules.exceptions],
      },
    });
  });
}
