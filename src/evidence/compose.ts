import type { MeasureEntry } from '../measure/events.js';
import type { ProviderCaseEntry } from '../provider-case/events.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { endOfDay, type Instant } from '../terms/times.js';
import type { CaseRecord, Kept } from './case-record.js';
import { deadlinesOf } from './deadlines.js';
import type { Acted, Dossier, EventRef, Reading, ToldEvent } from './dossier.js';
import { citedFacts, documentsOf, toldParticipations } from './facts.js';
import { instructionsOf, measureOf, pausesOf } from './measures.js';
import { marksOf } from './marks.js';
import { Pseudonyms } from './pseudonyms.js';
import { answersOf, reinspectionsOf } from './replies.js';
import { toldEvent } from './told-event.js';
import { toldOf } from './told.js';

/** Who asks for a dossier, when, and who read the case so far. */
export interface Asked {
  readonly at: Instant;
  readonly by: Acted;
  readonly readings: readonly Reading[];
}

export interface Composed {
  readonly dossier: Dossier;
  readonly events: readonly ToldEvent[];
}

type OfType<T extends ProviderCaseEntry['type']> = Extract<ProviderCaseEntry, { type: T }>;

/** The dossier of a case and the events that it tells: a function of the record and of what was asked alone. */
export function compose(record: CaseRecord, asked: Asked): Composed {
  const told = toldOf(record);
  const names = new Pseudonyms(record, told);
  const events = told.map((kept, index) => toldEvent(kept, `E-${index + 1}`, names));
  return { dossier: dossierOf(record, told, names, asked), events };
}

function dossierOf(record: CaseRecord, told: readonly Kept[], names: Pseudonyms, asked: Asked): Dossier {
  const entries = record.ofCase.map(({ entry }) => entry);
  const ref = ({ id }: { readonly id: string }): EventRef => names.event(id)!;
  const of = <T extends ProviderCaseEntry['type']>(...types: readonly T[]) =>
    entries.filter((entry): entry is OfType<T> => (types as readonly string[]).includes(entry.type));
  const opened = of('DeficiencyObserved')[0]!;
  const closed = of('ProviderCaseClosed')[0];
  const { category, severity, observedOn, dutyBreached } = opened.data;
  const rulebooks = new Map(record.rulebooks.map(rulebook => [rulebook.version, rulebook]));
  const measures = [...record.measures].map(([measureId, kept]) => ({
    measureId,
    entries: kept.map(({ entry }) => entry as MeasureEntry),
  }));
  const asOf = endOfDay(observedOn);
  return {
    format: 1,
    caseId: record.caseId,
    storeId: record.storeId,
    position: record.position,
    madeAt: asked.at,
    madeBy: asked.by,
    office: officeOf(record, opened.data.officeId, names),
    provider: providerOf(record, opened.data.providerId, names),
    measures: measures.flatMap(measure => measureOf(measure, { dutyBreached, asOf }, names)),
    accusation: { event: ref(opened), category, severity, observedOn, duty: dutyOf(dutyBreached, names) },
    ...(closed ? { closed: { event: ref(closed), result: closed.data.result } } : {}),
    course: entries.map(ref),
    facts: citedFacts(record, names),
    documents: documentsOf(entries, names),
    participations: toldParticipations(record, told, names),
    findings: of('FindingEstablished').map(ref),
    exculpatory: {
      weighed: of('FindingEstablished').map(found => ({
        event: ref(found),
        outcome: found.data.exculpatory,
      })),
      evidence: of('EvidenceAdded')
        .filter(({ data }) => data.exculpatory)
        .map(ref),
    },
    deadlines: deadlinesOf({ entries, rulebooks, at: asked.at, names }),
    answers: answersOf(entries, names),
    reinspections: reinspectionsOf(entries, names),
    consequences: of('WarningIssued', 'CaseReferred', 'DecisionRecorded').map(ref),
    instructions: measures.flatMap(measure => instructionsOf(measure, names)),
    pauses: measures.flatMap(measure => pausesOf(measure, names)),
    notes: refsOf(told, ['DeficiencyNoted', 'DeficiencyLifted'], names),
    surroundings: refsOf(told, ['ProviderVisited', 'StaffChanged', 'MeasureReviewed'], names),
    marked: [...record.participations].flatMap(([id, kept]) =>
      kept.length
        ? marksOf(
            kept.map(({ entry }) => entry),
            names.participation(id),
            names,
          )
        : [],
    ),
    readings: asked.readings.map(({ purpose, ...reading }) => ({
      ...reading,
      purpose: purpose === null ? null : names.text(purpose),
    })),
    rulebooks: named(told, rulebooks),
  };
}

const refsOf = (told: readonly Kept[], types: readonly string[], names: Pseudonyms): readonly EventRef[] =>
  told.filter(({ entry }) => types.includes(entry.type)).map(({ entry }) => names.event(entry.id)!);

function dutyOf(
  { clause, conceptPage }: OfType<'DeficiencyObserved'>['data']['dutyBreached'],
  names: Pseudonyms,
) {
  return {
    ...(clause === undefined ? {} : { clause: names.text(clause) }),
    ...(conceptPage === undefined ? {} : { conceptPage }),
  };
}

function officeOf({ office }: CaseRecord, officeId: string, names: Pseudonyms): Dossier['office'] {
  const registered = office.map(({ entry }) => entry).find(({ type }) => type === 'OfficeRegistered');
  return registered?.type === 'OfficeRegistered'
    ? { officeId, state: registered.data.state, event: names.event(registered.id)! }
    : { officeId, state: 'BUND' };
}

function providerOf({ provider }: CaseRecord, providerId: string, names: Pseudonyms): Dossier['provider'] {
  const registered = provider.map(({ entry }) => entry).find(({ type }) => type === 'ProviderRegistered');
  return registered?.type === 'ProviderRegistered'
    ? { providerId, name: names.text(registered.data.name), event: names.event(registered.id)! }
    : { providerId };
}

/** Every version that a told event names, in the order of their names. */
const named = (told: readonly Kept[], rulebooks: ReadonlyMap<string, Rulebook>): readonly Rulebook[] =>
  [...new Set(told.flatMap(({ entry }) => [entry.rulebook, ...ruledBy(entry.data)]))]
    .toSorted()
    .flatMap(version => rulebooks.get(version) ?? []);

const ruledBy = (data: object): readonly string[] =>
  'rulebook' in data && typeof data.rulebook === 'string' ? [data.rulebook] : [];
