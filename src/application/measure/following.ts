import type { MeasureCommand } from '../../measure/commands.js';
import type { Measure } from '../../measure/measure.js';
import { systemActor } from '../../terms/actor.js';
import { derivedId } from '../derived-id.js';
import type { Origin } from '../recording.js';

/** What a measure's stream is told because of something that happened in another. */
export type ByEventElsewhere = MeasureCommand<
  'TakePlace' | 'FreePlace' | 'NoteDeficiency' | 'LiftDeficiency'
>;

/** Named after the revision it was decided on: a retry is the same change, a later change another. */
export function originOf({ expectedRevision: _, commandId, ...origin }: Origin, purpose: string): Origin {
  return { ...origin, actor: systemActor, commandId: derivedId(commandId, purpose), causationId: commandId };
}

/** Whether the measure is already as a command would have it. */
export function isSo(measure: Measure, command: ByEventElsewhere): boolean {
  if (measure.status === 'unknown') return command.type === 'FreePlace' || command.type === 'LiftDeficiency';
  switch (command.type) {
    case 'TakePlace':
      return measure.taken.has(command.participationId);
    case 'FreePlace':
      return !measure.taken.has(command.participationId);
    case 'NoteDeficiency': {
      const known = measure.deficiencies.get(command.caseId);
      return known?.category === command.category && known.severity === command.severity;
    }
    case 'LiftDeficiency':
      return !measure.deficiencies.has(command.caseId);
  }
}
