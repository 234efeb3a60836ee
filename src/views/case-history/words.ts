import type { FieldValue, ParticipationEvent, Weighed } from '../../participation/events.js';

const list = (all: readonly unknown[]): string => all.join(', ') || 'none';
/** What stands against the measure, and that it was brought up. */
const weighed = (deficiencies: Weighed | undefined): string =>
  deficiencies
    ? `, ALTHOUGH DEFICIENCIES ARE KNOWN (case ${list(deficiencies.caseIds)}), of which the client was told`
    : '';
const ifGiven = (value: unknown, words: (value: string) => string): string =>
  value === undefined ? '' : words(String(value));

/** A value of a field for people to read. */
export function inWords(value: FieldValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return list(value.map(one => inWords(one as FieldValue)));
  if (value !== null && typeof value === 'object')
    return Object.values(value)
      .map(one => inWords(one as FieldValue))
      .join(' ');
  return String(value);
}

/** What happened, in a line: codes, days and ids, no free text. */
export function whatHappened(event: ParticipationEvent): string {
  switch (event.type) {
    case 'MeasureOffered': {
      const { clientId, measureId, providerId, decideBy, relation, followsId, mandateOverridden, goal } =
        event.data;
      return [
        measureId === undefined
          ? `voucher for ${goal ?? 'a measure'} offered to client ${clientId}`
          : `measure ${measureId} of provider ${providerId ?? 'unknown'} offered to client ${clientId}`,
        ifGiven(relation, kind => `, a ${kind} of ${followsId ?? 'an earlier one'}`),
        ifGiven(decideBy, day => `, to be decided by ${day}`),
        mandateOverridden ? ', WITHOUT A MANDATE' : '',
        weighed(event.data.deficienciesWeighed),
      ].join('');
    }
    case 'MeasureExplained':
      return `measure explained (${event.data.form}): ${list(event.data.explained)}`;
    case 'NoticeGiven':
      return `notice of legal consequences, delivered on ${event.data.deliveredOn} (${event.data.occasion}, text ${event.data.textVersion})`;
    case 'OfferDeferred':
      return `offer deferred (${event.data.reason}), to be looked at again on ${event.data.revisitOn}`;
    case 'OfferDeclined':
      return `offer declined (${event.data.reason})`;
    case 'OfferWithdrawn':
      return `offer withdrawn (${event.data.reason})`;
    case 'ConsentGiven': {
      const { form, evidenceRef, pressureMarks } = event.data;
      const pressure = pressureMarks.length ? `, UNDER PRESSURE: ${list(pressureMarks)}` : '';
      return `consent given (${form}${ifGiven(evidenceRef, ref => `, ${ref}`)})${pressure}`;
    }
    case 'ConsentWithdrawn':
      return 'consent withdrawn';
    case 'VoucherIssued': {
      const { goal, validUntil, region } = event.data;
      return `voucher issued for ${goal}, valid until ${validUntil} in ${region}`;
    }
    case 'VoucherRedeemed': {
      const { providerId, measureId, presentedOn, startsOn } = event.data;
      return `voucher presented on ${presentedOn} to provider ${providerId} for measure ${measureId}, to start on ${startsOn}${weighed(event.data.deficienciesWeighed)}`;
    }
    case 'PlaceAssigned':
      return `place assigned by ${event.data.basis}, to start on ${event.data.startsOn}${weighed(event.data.deficienciesWeighed)}`;
    case 'ParticipationStarted':
      return `started on ${event.data.startedOn}`;
    case 'NoShowReported':
      return `did not start (${event.data.reason})`;
    case 'AttendanceReported':
      return `attendance: ${list(event.data.days.map(({ day, state }) => `${day} ${state}`))}`;
    case 'ParticipationInterrupted':
      return `interrupted from ${event.data.from}`;
    case 'ParticipationResumed':
      return `resumed on ${event.data.on}`;
    case 'ContactHeld': {
      const { between, channel, onSite } = event.data;
      return `contact of ${list(between)} (${channel}${onSite ? ', on site' : ''})`;
    }
    case 'CrisisOpened': {
      const { crisisId, kind, severity, incidentId } = event.data;
      return `crisis ${crisisId}: ${kind}, severity ${severity}${ifGiven(incidentId, id => `, incident ${id}`)}`;
    }
    case 'CrisisReassessed':
      return `crisis ${event.data.crisisId} reassessed: severity ${event.data.severity}`;
    case 'InterventionRecorded': {
      const { crisisId, riskId, kind, byRole, nextStepDue, addressedTo } = event.data;
      const on = [ifGiven(crisisId, id => ` on crisis ${id}`), ifGiven(riskId, id => ` on risk ${id}`)].join(
        '',
      );
      return [
        `intervention${on} by the ${byRole} (${kind})`,
        addressedTo?.length ? `, addressed to ${list(addressedTo)}` : '',
        ifGiven(nextStepDue, day => `, next step by ${day}`),
      ].join('');
    }
    case 'CrisisResolved':
      return `crisis ${event.data.crisisId} resolved: ${event.data.result}`;
    case 'DropoutRiskFlagged': {
      const { riskId, raisedBy, rules = [] } = event.data;
      const fired = rules.map(({ rule, days }) => `${rule} on ${list(days)}`);
      return `dropout risk ${riskId} raised by the ${raisedBy}${fired.length ? `: ${fired.join('; ')}` : ''}`;
    }
    case 'DropoutRiskCleared':
      return `dropout risk ${event.data.riskId} cleared: ${event.data.result}`;
    case 'DropoutProposed':
      return `dropout proposed (${event.data.reason})`;
    case 'DropoutAverted':
      return 'dropout averted';
    case 'ParticipationDroppedOut': {
      const { endedOn, providerReason, clientReason, adviserFinding } = event.data;
      return `dropped out on ${endedOn}; provider: ${providerReason}, client: ${clientReason}, adviser's finding: ${adviserFinding}`;
    }
    case 'ParticipationCompleted': {
      const { endedOn, result, gains, handOvers } = event.data;
      const handed = handOvers
        .map(({ crisisId, to }) => `, crisis ${crisisId} handed over to ${to}`)
        .join('');
      return `completed on ${endedOn}: ${result}, gains: ${list(gains)}${handed}`;
    }
    case 'AssessmentDelivered': {
      const { kind, shownToClient, sha256 } = event.data;
      return `${kind} assessment ${shownToClient ? 'shown' : 'NOT SHOWN'} to the client, SHA-256 ${sha256}`;
    }
    case 'RemedyRecorded': {
      const { byWhom, kind, eventId, suspends } = event.data;
      return `${kind} by the ${byWhom} against entry ${eventId}${suspends ? ', which suspends it' : ''}`;
    }
    case 'ReportOverdue':
    case 'ResponseOverdue': {
      const { rule, dueAt, dutyId } = event.data;
      return `${rule} not met by ${dueAt} (${dutyId})`;
    }
    case 'WhereaboutsRecorded':
      return `whereabouts after ${event.data.monthsAfter} months: ${event.data.whereabouts}`;
    case 'EntryCorrected': {
      const { eventId, field, was, is } = event.data;
      return `entry ${eventId} corrected: ${field} was ${inWords(was)}, is ${inWords(is)}`;
    }
    case 'EntryAnnulled':
      return `entry ${event.data.eventId} annulled`;
    case 'ParticipationAnnulled':
      return `participation annulled (${event.data.kind}${ifGiven(event.data.of, id => ` of ${id}`)})`;
    case 'EntryDisputed':
      return `entry ${event.data.eventId} disputed by the ${event.data.disputedBy}`;
    case 'DisputeSettled':
      return `dispute ${event.data.disputeId} about entry ${event.data.eventId} settled: ${event.data.result}`;
  }
}
