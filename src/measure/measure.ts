import type { Region } from '../rulebook/working-days.js';
import type {
  DeficiencyCategory,
  DeficiencySeverity,
  LegalBasis,
  Track,
  VoucherGoal,
} from '../terms/catalogues.js';
import type { Day, Instant } from '../terms/times.js';
import type { ConceptDuty, Exposure, MeasureEntry } from './events.js';

export interface Deficiency {
  readonly category: DeficiencyCategory;
  readonly severity: DeficiencySeverity;
}

export interface Pause {
  readonly caseId?: string;
  readonly since: Instant;
}

export interface InstructionGiven {
  readonly at: Instant;
  /** Who objected, by their pseudonyms. */
  readonly objectors: ReadonlySet<string>;
}

export interface RegisteredMeasure {
  readonly status: 'registered';
  readonly providerId: string;
  readonly title: string;
  readonly legalBasis: LegalBasis;
  readonly track: Track;
  readonly places: number;
  readonly minimumPlaces: number;
  /** In cents. */
  readonly pricePerPlaceMonth: number;
  readonly runsFrom: Day;
  readonly runsTo: Day;
  readonly duties: readonly ConceptDuty[];
  /** On the voucher track, else empty and undefined. */
  readonly goals: readonly VoucherGoal[];
  readonly state: Region | undefined;
  /** Participations that hold a place. */
  readonly taken: ReadonlySet<string>;
  readonly paused: Pause | undefined;
  /** When the last pause ended. */
  readonly resumedAt?: Instant;
  /** Noted by a case and not lifted. */
  readonly deficiencies: ReadonlyMap<string, Deficiency>;
  /** By the id of the event that recorded it. */
  readonly instructions: ReadonlyMap<string, InstructionGiven>;
}

export type Measure = { readonly status: 'unknown' } | RegisteredMeasure;

export const unknownMeasure: Measure = { status: 'unknown' };

/** What is paid for places that nobody takes (domain.md, "PauseAssignments"). */
export function exposureOf({ minimumPlaces, pricePerPlaceMonth, taken }: RegisteredMeasure): Exposure {
  const perMonth = Math.max(0, minimumPlaces - taken.size) * pricePerPlaceMonth;
  return { minimumPlaces, occupied: taken.size, pricePerPlaceMonth, perMonth };
}

/** The cases whose considerable or grave deficiency an offer or assignment must weigh (domain.md). */
export const toWeigh = ({ deficiencies }: Pick<RegisteredMeasure, 'deficiencies'>): readonly string[] =>
  [...deficiencies].filter(([, { severity }]) => severity !== 'minor').map(([caseId]) => caseId);

function registered({ data }: MeasureEntry & { readonly type: 'MeasureRegistered' }): RegisteredMeasure {
  const { decidedBy: _, goals = [], state, ...contract } = data;
  return {
    status: 'registered',
    ...contract,
    goals,
    state,
    taken: new Set(),
    paused: undefined,
    deficiencies: new Map(),
    instructions: new Map(),
  };
}

function without<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}

function objected(
  state: RegisteredMeasure,
  { data: { instructionId }, actor }: MeasureEntry & { readonly type: 'InstructionObjected' },
): RegisteredMeasure {
  const given = state.instructions.get(instructionId);
  if (!given) return state;
  const next = { ...given, objectors: new Set(given.objectors).add(actor.id) };
  return { ...state, instructions: new Map(state.instructions).set(instructionId, next) };
}

export function evolveMeasure(state: Measure, event: MeasureEntry): Measure {
  if (event.type === 'MeasureRegistered') return registered(event);
  if (state.status === 'unknown') return state;
  switch (event.type) {
    case 'PlaceTaken':
      return { ...state, taken: new Set(state.taken).add(event.data.participationId) };
    case 'PlaceFreed': {
      const taken = new Set(state.taken);
      taken.delete(event.data.participationId);
      return { ...state, taken };
    }
    case 'MeasureAmended': {
      const { sha256: _, ...amended } = event.data;
      return { ...state, ...amended };
    }
    case 'InstructionRecorded': {
      const given: InstructionGiven = { at: event.occurredAt, objectors: new Set() };
      return { ...state, instructions: new Map(state.instructions).set(event.id, given) };
    }
    case 'InstructionObjected':
      return objected(state, event);
    case 'AssignmentsPaused': {
      const { caseId } = event.data;
      return {
        ...state,
        paused: { ...(caseId === undefined ? {} : { caseId }), since: event.occurredAt },
      };
    }
    case 'AssignmentsResumed':
      return { ...state, paused: undefined, resumedAt: event.occurredAt };
    case 'DeficiencyNoted': {
      const { caseId, ...deficiency } = event.data;
      return { ...state, deficiencies: new Map(state.deficiencies).set(caseId, deficiency) };
    }
    case 'DeficiencyLifted':
      return { ...state, deficiencies: without(state.deficiencies, event.data.caseId) };
    case 'MeasureReviewed':
      return state;
  }
}

/**
 * A measure with the deficiencies that the office knew of at a moment, whenever that is asked: what is noted or lifted
 * later neither burdens nor clears what was done before.
 */
export const deficientAt = (history: readonly MeasureEntry[], at: Instant): Measure =>
  history
    .filter(
      ({ type, learnedAt }) =>
        type === 'MeasureRegistered' ||
        ((type === 'DeficiencyNoted' || type === 'DeficiencyLifted') && learnedAt <= at),
    )
    .reduce(evolveMeasure, unknownMeasure);
