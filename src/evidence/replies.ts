import type { ProviderCaseEntry } from '../provider-case/events.js';
import type { Dossier } from './dossier.js';
import type { Pseudonyms } from './pseudonyms.js';

type EntryOf<T extends ProviderCaseEntry['type']> = Extract<ProviderCaseEntry, { type: T }>;

const demandOf = (entries: readonly ProviderCaseEntry[], demandId: string) =>
  entries.find(
    (entry): entry is EntryOf<'CureDemanded'> =>
      entry.type === 'CureDemanded' && entry.data.demandId === demandId,
  );

/** What the provider said to the accusation, and which cures it reported: in time by when the office learned of it. */
export const answersOf = (entries: readonly ProviderCaseEntry[], names: Pseudonyms): Dossier['answers'] =>
  entries.flatMap((entry): Dossier['answers'] => {
    if (entry.type !== 'ProviderHeard' && entry.type !== 'CureReported') return [];
    const asked =
      entry.type === 'CureReported'
        ? demandOf(entries, entry.data.demandId)
        : entries.findLast(
            (other): other is EntryOf<'StatementInvited'> =>
              other.type === 'StatementInvited' && other.occurredAt <= entry.occurredAt,
          );
    return [
      {
        event: names.event(entry.id)!,
        kind: entry.type === 'CureReported' ? 'cure' : 'statement',
        ...(asked
          ? { to: names.event(asked.id)!, inTime: entry.learnedAt <= asked.data.deadline.endsAt }
          : {}),
      },
    ];
  });

export const reinspectionsOf = (
  entries: readonly ProviderCaseEntry[],
  names: Pseudonyms,
): Dossier['reinspections'] =>
  entries.flatMap(entry => {
    if (entry.type !== 'Reinspected') return [];
    const { demandId, inspectedOn, result } = entry.data;
    const demand = demandOf(entries, demandId);
    return [
      {
        event: names.event(entry.id)!,
        ...(demand ? { demand: names.event(demand.id)! } : {}),
        inspectedOn,
        result,
      },
    ];
  });
