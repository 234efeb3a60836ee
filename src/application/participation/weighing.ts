import { Flag, Text } from '../fields.js';
import { Recording } from '../recording.js';
import type { Fault } from '../validation.js';

/** What brings a client into a measure must weigh the deficiencies that are known of it. */
export abstract class Weighing extends Recording {
  @Flag({
    optional: true,
    description:
      'The client was told of the considerable or grave deficiencies that are noted of the measure.',
  })
  readonly clientToldOfDeficiencies?: boolean;

  @Text({ optional: true, description: 'Why this measure nevertheless; together with the telling.' })
  readonly deficiencyReason?: string;
}

/** Both or neither: a reason is none to a client who was not told, and telling alone is none. */
export function weighingFaults({
  clientToldOfDeficiencies: told = false,
  deficiencyReason,
}: Pick<Weighing, 'clientToldOfDeficiencies' | 'deficiencyReason'>): readonly Fault[] {
  if (told === (deficiencyReason !== undefined)) return [];
  return told
    ? [{ field: 'deficiencyReason', problem: 'is missing where the client was told' }]
    : [{ field: 'clientToldOfDeficiencies', problem: 'must be true where a reason is given' }];
}
