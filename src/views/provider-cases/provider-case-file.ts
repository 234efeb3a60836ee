import type { CaseEventOf, ProviderCaseEntry, ProviderCaseEventType } from '../../provider-case/events.js';
import type { Instant } from '../../terms/times.js';
import { caseItem } from './case-item.js';
import {
  dutyBreached,
  evidenceIn,
  namedIn,
  type CaseFile,
  type CaseFileEntry,
  type EvidenceItem,
  type Readable,
} from './case-file.js';

/** The fields of a step that a provider is told, those of its free text apart. */
interface Told {
  readonly data: 'all' | readonly string[];
  readonly text: 'all' | readonly string[];
}

const all = { data: 'all', text: 'all' } as const;
const codes = { data: 'all', text: [] } as const;

type Row<T extends ProviderCaseEventType> =
  | { readonly data: 'all' | readonly (keyof CaseEventOf<T>['data'])[]; readonly text: Told['text'] }
  | undefined;

/** rules.md, "Who may do what": of a case accusation, demands, deadlines; and its own word, and what was decided. */
const told: { readonly [T in ProviderCaseEventType]: Row<T> } = {
  // neither what was observed nor who can bear witness: the finding says what it is accused of
  DeficiencyObserved: {
    data: ['measureId', 'category', 'severity', 'dutyBreached', 'observedOn'],
    text: ['place'],
  },
  EvidenceAdded: { data: ['documents', 'exculpatory'], text: [] },
  FindingEstablished: all,
  CureDemanded: all,
  StatementInvited: all,
  ProviderHeard: all,
  CureReported: all,
  Reinspected: codes,
  WarningIssued: all,
  CaseReferred: undefined,
  DecisionRecorded: all,
  ProviderCaseClosed: codes,
  CureDeadlineLapsed: codes,
};

/** What a provider is told of a case about itself: evidence only where it speaks for it or is its own to read. */
export function providerCaseFile(
  caseId: string,
  history: readonly ProviderCaseEntry[],
  readable: Readable,
  now: Instant,
): CaseFile {
  const evidence = evidenceIn(history, readable).filter(({ entry }) => entry !== null);
  return {
    ...caseItem(caseId, history, now),
    revision: history.length - 1,
    dutyBreached: dutyBreached(history),
    participationIds: namedIn(history).filter(id => readable.has(id)),
    entries: history.flatMap(entry => toldOf(entry, evidence) ?? []),
    evidence,
  };
}

function toldOf(entry: ProviderCaseEntry, evidence: readonly EvidenceItem[]): CaseFileEntry | undefined {
  const row: Told | undefined = told[entry.type];
  if (!row) return undefined;
  // That something was put in against it is the office's own matter until it is found.
  if (entry.type === 'EvidenceAdded' && !entry.data.exculpatory) return undefined;
  const { id, revision, type, occurredAt, learnedAt, recordedAt, source, actor, sourceKnewAt } = entry;
  const own = actor.role === 'provider';
  const text = only(entry.sensitive ?? {}, row.text);
  const cited = evidence.filter(({ citedBy }) => citedBy === id);
  return {
    eventId: id,
    revision,
    type,
    occurredAt,
    ...(own && sourceKnewAt !== undefined ? { sourceKnewAt } : {}),
    learnedAt,
    recordedAt,
    actor: own ? actor : { role: actor.role },
    source,
    data: {
      ...only(entry.data, row.data),
      ...(entry.type === 'EvidenceAdded'
        ? { evidence: cited.map(({ participationId, eventId }) => ({ participationId, eventId })) }
        : {}),
    },
    ...(Object.keys(text).length ? { sensitive: text } : {}),
  };
}

const only = (fields: object, names: 'all' | readonly string[]): object =>
  names === 'all'
    ? fields
    : Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
