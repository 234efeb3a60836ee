import type { Period } from '../../backtest/tried.js';
import { isDay } from '../../terms/times.js';
import { exitCodes } from '../exit-codes.js';
import { Failure } from '../failure.js';

/** The period as it was given: two days, or what it was that is none. @throws Failure that names every option at fault */
export function periodIn({ from, to }: Period): Period {
  const faults = Object.entries({ '--from': from, '--to': to })
    .filter(([, day]) => day !== undefined && !isDay(day))
    .map(([name]) => `${name} must be a day (2026-03-31)`);
  if (!faults.length && from !== undefined && to !== undefined && from > to)
    faults.push(`--from ${from} must not be later than --to ${to}`);
  if (faults.length) throw new Failure(faults.join('\n'), exitCodes.usage);
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}
