import type { ParticipationEntry } from '../participation/events.js';
import type { CaseRecord, Kept } from './case-record.js';

/** Which of all that was read the dossier tells, in the order of the log. */
export function toldOf(record: CaseRecord): readonly Kept[] {
  const measures = [...record.measures.values()].flatMap(entries => ofMeasure(entries, record.caseId));
  const participations = [...record.participations.values()].flatMap(entries =>
    ofParticipation(entries, record),
  );
  return [
    ...record.ofCase,
    ...record.office.filter(({ entry }) => entry.type === 'OfficeRegistered'),
    ...record.provider.filter(told => ofProvider(told, record)),
    ...measures,
    ...participations,
  ].toSorted((a, b) => (a.stored.position < b.stored.position ? -1 : 1));
}

function ofProvider({ entry }: Kept, { measures }: CaseRecord): boolean {
  if (entry.type === 'ProviderRegistered') return true;
  if (entry.type === 'StaffChanged') return measures.has(entry.data.measureId);
  if (entry.type !== 'ProviderVisited') return false;
  return entry.data.measureId === undefined || measures.has(entry.data.measureId);
}

/** The contract, every review, and instructions and pauses unless they were given in another case. */
function ofMeasure(entries: readonly Kept[], caseId: string): readonly Kept[] {
  const instructions = new Set<string>();
  let pauseTold = false;
  return entries.filter(({ entry }) => {
    switch (entry.type) {
      case 'MeasureRegistered':
      case 'MeasureAmended':
      case 'MeasureReviewed':
        return true;
      case 'InstructionRecorded': {
        const ours = entry.data.caseId === undefined || entry.data.caseId === caseId;
        if (ours) instructions.add(entry.id);
        return ours;
      }
      case 'InstructionObjected':
        return instructions.has(entry.data.instructionId);
      case 'AssignmentsPaused':
        pauseTold = entry.data.caseId === undefined || entry.data.caseId === caseId;
        return pauseTold;
      case 'AssignmentsResumed':
        return pauseTold;
      case 'DeficiencyNoted':
      case 'DeficiencyLifted':
        return entry.data.caseId === caseId;
      default:
        return false;
    }
  });
}

/** What an entry about another entry is about. */
export function entryMeant(entry: ParticipationEntry): string | undefined {
  switch (entry.type) {
    case 'EntryCorrected':
    case 'EntryAnnulled':
    case 'EntryDisputed':
    case 'RemedyRecorded':
    case 'DisputeSettled':
      return entry.data.eventId;
    default:
      return undefined;
  }
}

/** Ids of the events that the case cites. */
export const citedIds = ({ ofCase }: CaseRecord): ReadonlySet<string> =>
  new Set(
    ofCase.flatMap(({ entry }) =>
      entry.type === 'DeficiencyObserved' || entry.type === 'EvidenceAdded'
        ? entry.data.evidence.map(({ eventId }) => eventId)
        : [],
    ),
  );

/**
 * Cited entries, reports that this provider let become overdue, and whatever was recorded about these: nothing else
 * of anybody's participation.
 */
function ofParticipation(
  entries: readonly Kept<ParticipationEntry>[],
  record: CaseRecord,
): readonly Kept<ParticipationEntry>[] {
  const told = new Set<string>();
  const cited = citedIds(record);
  const opened = record.ofCase[0]!.entry;
  const accused = opened.type === 'DeficiencyObserved' ? opened.data.providerId : undefined;
  return entries.filter(({ entry }) => {
    const meant = entryMeant(entry);
    const tells =
      cited.has(entry.id) ||
      (meant !== undefined && told.has(meant)) ||
      entry.type === 'ParticipationAnnulled' ||
      (entry.type === 'ReportOverdue' &&
        entry.providerId === accused &&
        entry.measureId !== undefined &&
        record.measures.has(entry.measureId));
    if (tells) told.add(entry.id);
    return tells;
  });
}
