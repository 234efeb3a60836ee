import { isInTimeRecordedLater } from '../participation/duties/duty.js';
import { dutiesOf } from '../participation/duties/duties-of.js';
import type { ParticipationEntry } from '../participation/events.js';
import { rulesNamedBy } from '../participation/warnings.js';
import type { ProviderCaseEntry } from '../provider-case/events.js';
import { Rulebooks } from '../rulebook/rulebook.js';
import type { CaseRecord, Kept } from './case-record.js';
import type { CitedFact, Dossier, ToldParticipation } from './dossier.js';
import type { Pseudonyms } from './pseudonyms.js';
import { citedIds } from './told.js';
import { timesOf } from './told-event.js';

interface Citation {
  readonly by: string;
  readonly exculpatory: boolean;
}

function citations({ ofCase }: CaseRecord): ReadonlyMap<string, readonly Citation[]> {
  const cited = new Map<string, Citation[]>();
  for (const { entry } of ofCase) {
    if (entry.type !== 'DeficiencyObserved' && entry.type !== 'EvidenceAdded') continue;
    const exculpatory = entry.type === 'EvidenceAdded' && entry.data.exculpatory;
    for (const { eventId } of entry.data.evidence)
      cited.set(eventId, [...(cited.get(eventId) ?? []), { by: entry.id, exculpatory }]);
  }
  return cited;
}

/** The events that the case cites, each once, in the order in which they happened. */
export function citedFacts(record: CaseRecord, names: Pseudonyms): readonly CitedFact[] {
  const cited = citations(record);
  const facts = [...record.participations].flatMap(([participationId, kept]) =>
    kept.flatMap(({ entry }): CitedFact[] => {
      const by = cited.get(entry.id);
      if (!by) return [];
      return [
        {
          event: names.event(entry.id)!,
          participation: names.participation(participationId),
          type: entry.type,
          source: entry.source,
          ...timesOf(entry),
          citedBy: by.map(citation => names.event(citation.by)!),
          exculpatory: by.some(({ exculpatory }) => exculpatory),
        },
      ];
    }),
  );
  return facts.toSorted((a, b) => (a.occurredAt < b.occurredAt ? -1 : a.occurredAt > b.occurredAt ? 1 : 0));
}

/** Documents by their SHA-256, each time it was handed in. */
export const documentsOf = (entries: readonly ProviderCaseEntry[], names: Pseudonyms): Dossier['documents'] =>
  entries.flatMap(entry => {
    if (entry.type !== 'EvidenceAdded' && entry.type !== 'ProviderHeard' && entry.type !== 'CureReported')
      return [];
    const exculpatory = entry.type === 'EvidenceAdded' && entry.data.exculpatory;
    return entry.data.documents.map(sha256 => ({ sha256, event: names.event(entry.id)!, exculpatory }));
  });

export function toldParticipations(
  record: CaseRecord,
  told: readonly Kept[],
  names: Pseudonyms,
): readonly ToldParticipation[] {
  const opened = record.ofCase[0]!.entry;
  const named: readonly string[] = opened.type === 'DeficiencyObserved' ? opened.data.participationIds : [];
  const cited = citedIds(record);
  return [...record.participations].map(([participationId, kept]) => {
    const { stream } = kept[0]?.entry ?? {};
    const entries = told.map(({ entry }) => entry).filter(entry => entry.stream === stream);
    const refs = (of: typeof entries) => of.map(({ id }) => names.event(id)!);
    const overdue = entries.filter(({ type }) => type === 'ReportOverdue');
    const inTime = inTimeRecordedLater(
      kept.map(({ entry }) => entry),
      record,
    );
    return {
      pseudonym: names.participation(participationId),
      named: named.includes(participationId),
      facts: refs(entries.filter(({ id }) => cited.has(id))),
      overdue: overdue.map(({ id }) => ({
        event: names.event(id)!,
        ...(inTime.has(id) ? { inTimeRecordedLater: true as const } : {}),
      })),
      about: refs(entries.filter(({ id, type }) => !cited.has(id) && type !== 'ReportOverdue')),
    };
  });
}

/** Ids of the declarations about duties that show to have been met in time. */
function inTimeRecordedLater(
  history: readonly ParticipationEntry[],
  { rulebooks }: CaseRecord,
): ReadonlySet<string> {
  if (!history.some(({ type }) => type === 'ReportOverdue')) return new Set();
  const duties = dutiesOf(history, rulesNamedBy(new Rulebooks(rulebooks)));
  return new Set(duties.filter(isInTimeRecordedLater).flatMap(({ declaredBy }) => declaredBy ?? []));
}
