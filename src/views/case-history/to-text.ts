import type { FieldValue } from '../../participation/events.js';
import type { Instant } from '../../terms/times.js';
import type { CaseHistory, HistoryEntry } from './case-history.js';
import type { CorrectedMark, Marks } from './marks.js';
import { inWords, whatHappened } from './words.js';

const berlin = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Berlin',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** Day and time in Berlin: `2026-03-02 09:15`. */
export function inBerlin(instant: Instant): string {
  const part = Object.fromEntries(
    berlin.formatToParts(Date.parse(instant)).map(({ type, value }) => [type, value]),
  );
  return `${part['year']}-${part['month']}-${part['day']} ${part['hour']}:${part['minute']}`;
}

const indent = ' '.repeat(18);

/** Whose word it is, who wrote it, and when it was learned of and written where that was later. */
function provenance({ source, actor, channel, shared, ...times }: HistoryEntry): string {
  const [occurred, learned, written] = [times.occurredAt, times.learnedAt, times.recordedAt].map(inBerlin);
  const by = actor.organisation === undefined ? actor.role : `${actor.role} of ${actor.organisation}`;
  return [
    `word of the ${source}, written by ${actor.id} (${by}${channel === 'api' ? '' : `, ${channel}`})`,
    ...(times.sourceKnewAt === undefined ? [] : [`known to its source ${inBerlin(times.sourceKnewAt)}`]),
    ...(learned === occurred ? [] : [`learned ${learned}`]),
    ...(written === learned ? [] : [`written ${written}`]),
    ...(shared ? ['shared with the provider'] : []),
  ].join('; ');
}

function correction({ eventId, field, was, is, sensitive }: CorrectedMark): string {
  const secret = sensitive ? ` (disclosed: was ${inWords(sensitive.was)}, is ${inWords(sensitive.is)})` : '';
  return `! corrected by ${eventId}: ${field} was ${inWords(was)}, is ${inWords(is)}${secret}`;
}

const marked = ({ annulled, corrected = [], disputed = [], ...marks }: Marks): string[] => [
  ...(annulled === undefined ? [] : [`! ANNULLED by ${annulled}`]),
  ...corrected.map(correction),
  ...disputed.map(({ disputedBy, status, result }) =>
    status === 'open'
      ? `! DISPUTED by the ${disputedBy}`
      : `! was disputed by the ${disputedBy}; settled: ${result}`,
  ),
  ...(marks.writtenDownLater ? ['! known then, written down later'] : []),
  ...(marks.afterEnd ? ['! reported after the end'] : []),
  ...(marks.inTimeRecordedLater ? ['! it was met IN TIME, which was recorded later'] : []),
  ...(marks.notOwed ? ['! nothing was owed, as is known today'] : []),
];

function linesOf(entry: HistoryEntry): readonly string[] {
  const words = Object.entries((entry.sensitive ?? {}) as Record<string, FieldValue>);
  return [
    `${inBerlin(entry.occurredAt)}  ${whatHappened(entry)}`,
    ...[
      provenance(entry),
      ...words.map(([field, value]) => `${field}: ${inWords(value)}`),
      ...marked(entry.marks),
      `entry ${entry.revision}, ${entry.eventId}`,
    ].map(line => indent + line),
  ];
}

function standing(history: CaseHistory): readonly string[] {
  const { phase, formerly, clientId, measureId, providerId, startsOn, startedOn, endedOn } = history;
  const { consent, pressureMarks, openCrises, openRisk, proposal } = history;
  return [
    `participation ${history.participationId}: ${phase}${formerly ? `, formerly ${formerly}` : ''}`,
    ...(clientId
      ? [
          `client ${clientId}, ${measureId ? `measure ${measureId}, provider ${providerId}` : 'no measure chosen'}`,
        ]
      : []),
    ...(startsOn ? [`to start on ${startsOn}`] : []),
    ...(startedOn ? [`started on ${startedOn}`] : []),
    ...(endedOn ? [`ended on ${endedOn}`] : []),
    ...(consent ? [`consent: ${consent}`] : []),
    ...(pressureMarks.length ? [`under pressure: ${pressureMarks.join(', ')}`] : []),
    ...openCrises.map(
      ({ crisisId, severity, openedAt }) =>
        `open crisis ${crisisId}, severity ${severity}, since ${inBerlin(openedAt)}`,
    ),
    ...(openRisk ? [`open dropout risk ${openRisk}`] : []),
    ...(proposal ? [`dropout proposed ${inBerlin(proposal)}, undecided`] : []),
  ];
}

function question({ asOf, knownAt, recordedBy }: CaseHistory['asked']): readonly string[] {
  return [
    ...(asOf ? [`what had happened by ${inBerlin(asOf)}`] : []),
    ...(knownAt ? [`what was known on ${inBerlin(knownAt)}`] : []),
    ...(recordedBy ? [`what stood in the record on ${inBerlin(recordedBy)}`] : []),
  ];
}

/**
 * A case history as plain lines for people to read, times in Berlin. Sensitive text is included: only for one who may
 * read it.
 */
export const toText = (history: CaseHistory): string =>
  [...standing(history), ...question(history.asked), '', ...history.entries.flatMap(linesOf)].join('\n');
