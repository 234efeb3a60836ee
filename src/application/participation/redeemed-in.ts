import type { RegisteredMeasure } from '../../measure/measure.js';
import type { RedeemedIn } from '../../participation/commands.js';

/** What of a measure a voucher must be good for. @param deficiencies cases of those that are to be weighed */
export const redeemedIn = (
  { providerId, goals, state, runsFrom, runsTo }: RegisteredMeasure,
  deficiencies: readonly string[] = [],
): RedeemedIn => ({ providerId, goals, state, runsFrom, runsTo, deficiencies });
