import { lastOfType, ofType } from '../../participation/by-type.js';
import { effective } from '../../participation/effective.js';
import type { EventOf, ParticipationEntry, ParticipationEventType } from '../../participation/events.js';
import { stateOf } from '../../participation/evolve.js';
import { hasCourse, isActive, isEnded, openCrises, type Participation } from '../../participation/state.js';
import { idIn } from '../../event-codec/streams.js';
import { isNeutral } from '../../terms/catalogues.js';
import { disputedEntries } from './disputed-entries.js';
import type { ParticipationRow } from './participation-status.table.js';

type Last = <T extends ParticipationEventType>(type: T) => EventOf<T> | undefined;

/** How it ended: the result, the adviser's finding, or the reason why it came to nothing; the phase tells which. */
function outcomeOf(state: Participation, last: Last): string | null {
  switch (state.phase) {
    case 'declined':
      return last('OfferDeclined')?.data.reason ?? null;
    case 'withdrawn':
      return last('OfferWithdrawn')?.data.reason ?? null;
    case 'not-started':
      return last('NoShowReported')?.data.reason ?? null;
    case 'completed':
      return last('ParticipationCompleted')?.data.result ?? null;
    case 'dropped-out':
      return last('ParticipationDroppedOut')?.data.adviserFinding ?? null;
    case 'none':
    case 'offered':
    case 'deferred':
    case 'consented':
    case 'voucher-issued':
    case 'assigned':
    case 'started':
    case 'interrupted':
    case 'annulled':
      return null;
  }
}

function courseOf(state: Participation, last: Last) {
  const begun = hasCourse(state);
  const expected = begun || state.phase === 'assigned' || state.phase === 'not-started';
  const severities = begun ? openCrises(state).map(id => state.crises.get(id)!.severity) : [];
  return {
    starts_on: (expected && (last('PlaceAssigned') ?? last('VoucherRedeemed'))?.data.startsOn) || null,
    started_on: begun ? state.attendance.startedOn : null,
    ended_on: isEnded(state) ? state.endedOn : null,
    open_crises: severities.length,
    highest_severity: severities.length ? Math.max(...severities) : null,
    open_risk: (begun && state.openRisk) || null,
    proposed_at: (isActive(state) && state.proposal) || null,
  };
}

/** The row of a participation from its history as recorded; none where the offer itself was annulled. */
export function participationRow(history: readonly ParticipationEntry[]): ParticipationRow | undefined {
  const events = effective(history);
  const state = stateOf(history);
  const [offer] = events;
  if (state.phase === 'none' || offer?.type !== 'MeasureOffered') return undefined;
  const last: Last = type => lastOfType(events, type);
  const outcome = outcomeOf(state, last);
  const finding =
    state.phase === 'dropped-out' ? last('ParticipationDroppedOut')?.data.adviserFinding : undefined;
  const disputed = disputedEntries(history);
  const marked = disputed.size === 0 ? [] : events.filter(({ id }) => disputed.has(id));
  const newest = history.at(-1)!;
  return {
    participation_id: idIn(offer.stream),
    phase: state.phase,
    client_id: state.clientId,
    measure_id: state.measureId ?? null,
    provider_id: state.providerId ?? null,
    legal_basis: state.legalBasis,
    track: state.track,
    offered_at: offer.occurredAt,
    decide_by: offer.data.decideBy ?? null,
    revisit_on: (state.phase === 'deferred' && last('OfferDeferred')?.data.revisitOn) || null,
    mandate_overridden: Number(offer.data.mandateOverridden === true),
    consent: state.consent,
    pressure_marks: JSON.stringify(last('ConsentGiven')?.data.pressureMarks ?? []),
    ever_assigned: Number((last('PlaceAssigned') ?? last('VoucherRedeemed')) !== undefined),
    ...courseOf(state, last),
    outcome,
    neutral: finding === undefined ? null : Number(isNeutral(finding)),
    disputed: marked.length,
    disputed_of_provider: Number(marked.some(({ source }) => source === 'provider')),
    revision: newest.revision,
    position: newest.position,
  };
}

/** The incidents that its crises belong to, each once. */
export const incidentsIn = (history: readonly ParticipationEntry[]): readonly string[] => [
  ...new Set(
    ofType(effective(history), 'CrisisOpened').flatMap(({ data: { incidentId } }) =>
      incidentId === undefined ? [] : [incidentId],
    ),
  ),
];
