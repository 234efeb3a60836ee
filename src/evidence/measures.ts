import type { ConceptDuty, MeasureEntry } from '../measure/events.js';
import type { DutyBreached } from '../provider-case/events.js';
import type { Instant } from '../terms/times.js';
import type { Dossier, EventRef, ToldMeasure } from './dossier.js';
import type { Pseudonyms } from './pseudonyms.js';

interface OfMeasure {
  readonly measureId: string;
  readonly entries: readonly MeasureEntry[];
}

/** The measure and what its provider had promised by a moment, as recorded in its contract and the amendments. */
export function measureOf(
  { measureId, entries }: OfMeasure,
  { dutyBreached, asOf }: { readonly dutyBreached: DutyBreached; readonly asOf: Instant },
  names: Pseudonyms,
): readonly ToldMeasure[] {
  const [registered] = entries;
  if (registered?.type !== 'MeasureRegistered') return [];
  const amendments = entries.filter(entry => entry.type === 'MeasureAmended');
  const inForce = amendments.filter(({ occurredAt }) => occurredAt < asOf);
  const duties = inForce.reduce<readonly ConceptDuty[]>(
    (before, { data }) => data.duties ?? before,
    registered.data.duties,
  );
  return [
    {
      measureId,
      event: names.event(registered.id)!,
      title: names.text(registered.data.title),
      duties: duties.map(({ duty, page }) => ({
        duty: names.text(duty),
        page,
        breached: page === dutyBreached.conceptPage,
      })),
      amendments: amendments.map(({ id }) => names.event(id)!),
    },
  ];
}

export const instructionsOf = (
  { measureId, entries }: OfMeasure,
  names: Pseudonyms,
): Dossier['instructions'] =>
  entries.flatMap(entry => {
    const event = names.event(entry.id);
    if (entry.type !== 'InstructionRecorded' || event === undefined) return [];
    const objections = entries.flatMap((other): EventRef[] =>
      other.type === 'InstructionObjected' && other.data.instructionId === entry.id
        ? [names.event(other.id)!]
        : [],
    );
    return [{ event, measureId, ofThisCase: entry.data.caseId !== undefined, objections }];
  });

export const pausesOf = ({ measureId, entries }: OfMeasure, names: Pseudonyms): Dossier['pauses'] =>
  entries.flatMap((entry, index) => {
    const event = names.event(entry.id);
    if (entry.type !== 'AssignmentsPaused' || event === undefined) return [];
    const end = entries
      .slice(index + 1)
      .find(({ type }) => type === 'AssignmentsResumed' || type === 'AssignmentsPaused');
    return [
      {
        event,
        measureId,
        ofThisCase: entry.data.caseId !== undefined,
        ...(end?.type === 'AssignmentsResumed' ? { resumed: names.event(end.id)! } : {}),
        exposure: entry.data.exposure.perMonth,
      },
    ];
  });
