import type { CaseFile, EvidenceItem } from '../../views/provider-cases/case-file.js';
import type { HistoryEntryAnswer } from './history-answer.js';

/** Everything about one case. To a provider a part of it is told. */
export interface CaseFileAnswer extends Omit<CaseFile, 'evidence'> {
  readonly evidence: readonly EvidenceAnswer[];
}

/** An entry that a case points at, as it reads now with its marks; null where the caller may not read it. */
export interface EvidenceAnswer extends Omit<EvidenceItem, 'entry'> {
  readonly entry: HistoryEntryAnswer | null;
}
