import { isParticipation, participationStream, providerCaseStream } from '../../event-codec/streams.js';
import type { Dossier, EventRef, ToldEvent } from '../dossier.js';

/** Every value that is a reference to an event, with the path where it stands. */
function* referencesIn(value: unknown, path = ''): Generator<readonly [path: string, ref: EventRef]> {
  if (typeof value === 'string') {
    if (/^E-\d+$/.test(value)) yield [path, value];
  } else if (typeof value === 'object' && value !== null)
    for (const [name, part] of Object.entries(value)) yield* referencesIn(part, `${path}/${name}`);
}

const times = ['occurredAt', 'sourceKnewAt', 'learnedAt', 'recordedAt'] as const;

/** Every event that is referred to stands in events.ndjson, and what is said of it is what stands there. */
export function checkReferences(dossier: Dossier, events: readonly ToldEvent[]): readonly string[] {
  const byId = new Map(events.map(event => [event.id, event]));
  const missing = (of: unknown, where: string): readonly string[] =>
    [...referencesIn(of)]
      .filter(([, ref]) => !byId.has(ref))
      .map(([path, ref]) => `${where}: ${path} refers to ${ref}, which is not in events.ndjson`);
  return [
    ...events
      .map(({ id }, index) =>
        id === `E-${index + 1}` ? undefined : `events.ndjson: line ${index + 1} is ${id}`,
      )
      .filter(fault => fault !== undefined),
    ...missing(dossier, 'dossier.json'),
    ...events.flatMap(event =>
      missing({ causedBy: event.causedBy, data: event.data }, `events.ndjson ${event.id}`),
    ),
    ...checkCourse(dossier, events),
    ...checkFacts(dossier, byId),
    ...checkParticipations(dossier, events),
    ...checkRulebooks(dossier, events),
  ];
}

function checkCourse({ caseId, course }: Dossier, events: readonly ToldEvent[]): readonly string[] {
  const ofCase = events.filter(({ stream }) => stream === providerCaseStream(caseId));
  const whole = ofCase.every(({ id, revision }, index) => revision === index && course[index] === id);
  return whole && ofCase.length === course.length
    ? []
    : ['dossier.json: /course does not hold every event of the case in order'];
}

function checkFacts({ facts }: Dossier, byId: ReadonlyMap<EventRef, ToldEvent>): readonly string[] {
  return facts.flatMap(fact => {
    const event = byId.get(fact.event);
    if (!event) return [];
    const [type, stream] = [
      event.type === fact.type,
      event.stream === participationStream(fact.participation),
    ];
    const onTime = times.every(time => event[time] === fact[time]);
    return type && stream && onTime && event.source === fact.source
      ? []
      : [`dossier.json: what /facts says of ${fact.event} is not what the event says`];
  });
}

function checkParticipations({ participations }: Dossier, events: readonly ToldEvent[]): readonly string[] {
  const known = new Set(participations.map(({ pseudonym }) => participationStream(pseudonym)));
  return events
    .filter(({ stream }) => isParticipation(stream) && !known.has(stream))
    .map(({ id, stream }) => `events.ndjson ${id}: ${stream} is not in dossier.json`);
}

function checkRulebooks({ rulebooks }: Dossier, events: readonly ToldEvent[]): readonly string[] {
  const inside = new Set(rulebooks.map(({ version }) => version));
  const named = new Set(events.map(({ rulebook }) => rulebook));
  return [...named]
    .filter(version => !inside.has(version))
    .map(version => `dossier.json: rulebook ${version} is named by events and not inside`);
}
