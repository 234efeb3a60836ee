import fc from 'fast-check';
import type { DomainEvent } from '../../../src/event-codec/domain-event.js';
import type { NewEntry } from '../../../src/event-codec/event-codec.js';
import {
  annulled,
  assigned,
  at,
  attended,
  averted,
  byProvider,
  completed,
  consented,
  consentWithdrawn,
  contact,
  corrected,
  crisis,
  declined,
  deferred,
  deputyAppointed,
  deputyEnded,
  disputed,
  droppedOut,
  explained,
  handedOver,
  interrupted,
  intervened,
  mandate,
  measureRegistered,
  noShow,
  noticed,
  offered,
  on,
  participationAnnulled,
  placeFreed,
  placeTaken,
  proposed,
  providerRegistered,
  reassessed,
  registered,
  resolved,
  resumed,
  riskCleared,
  riskFlagged,
  settled,
  started,
  whereabouts,
  withdrawn,
} from './told.js';

/** What one step of a made-up log is made of: everything it says is derived from these numbers. */
export interface Step {
  readonly subject: number;
  readonly what: number;
  readonly about: number;
  readonly day: number;
}

interface Past {
  readonly ids: readonly string[];
  readonly disputes: readonly (readonly [string, string])[];
  readonly day: string;
  readonly about: number;
}

const early = [
  () => explained(),
  ({ day }: Past) => noticed(day),
  ({ day }: Past) => deferred(day),
  () => consented('notice'),
  () => consentWithdrawn(),
  ({ day }: Past) => assigned(day),
  ({ day }: Past) => started(day),
  ({ day }: Past) => started(day),
  () => declined(),
  () => withdrawn(),
  () => noShow(),
];
const course = [
  ({ day }: Past) => attended({ day, state: 'unexcused' }),
  ({ day }: Past) => attended({ day, state: 'present' }),
  ({ day }: Past) => interrupted(day),
  ({ day }: Past) => resumed(day),
  ({ about }: Past) => crisis(`k-${about % 3}`, about % 2 ? 2 : 4),
  ({ about }: Past) => reassessed(`k-${about % 3}`, 3),
  ({ about }: Past) => resolved(`k-${about % 3}`),
  ({ about }: Past) => intervened(`k-${about % 3}`),
  ({ about }: Past) => riskFlagged(`r-${about % 2}`),
  ({ about }: Past) => riskCleared(`r-${about % 2}`),
  () => proposed(),
  () => averted(),
  () => contact(),
  ({ day }: Past) => droppedOut(day),
  ({ day }: Past) => completed(day),
  () => whereabouts(),
];
const aboutEntries = [
  ({ ids, about, day }: Past) => corrected(ids[about % ids.length]!, 'occurredAt', at(day, 1)),
  ({ ids, about }: Past) => corrected(ids[about % ids.length]!, 'severity', 4),
  ({ ids, about, day }: Past) => corrected(ids[about % ids.length]!, 'startedOn', day),
  ({ ids, about }: Past) => annulled(ids[about % ids.length]!),
  ({ ids, about }: Past) => disputed(ids[about % ids.length]!),
  ({ ids, about }: Past) => disputed(ids[about % ids.length]!),
  ({ disputes, about }: Past) => {
    const dispute = disputes[about % Math.max(1, disputes.length)];
    return dispute ? settled(...dispute) : contact();
  },
  () => participationAnnulled(),
];
const ofParticipation: readonly ((past: Past) => DomainEvent)[] = [...early, ...course, ...course, ...aboutEntries];

const elsewhere: readonly ((step: Step, day: string) => readonly [string, DomainEvent])[] = [
  ({ subject }) => [`client-c-${subject % 3}`, handedOver('a-1', `a-${subject}`)],
  ({ subject }) => [`client-c-${subject % 3}`, mandate(subject % 2 ? 'given' : 'withheld')],
  ({ subject }) => ['measure-m-1', placeTaken(`p-${subject}`)],
  ({ subject }) => ['measure-m-1', placeFreed(`p-${subject}`)],
  ({ subject }, day) => ['office-o-1', deputyAppointed('a-1', `a-${subject}`, day, day)],
  ({ subject }, day) => ['office-o-1', deputyEnded('a-1', `a-${subject}`, day)],
];

/** Steps of a log whose order and content need not make sense: rows have to follow from any log. */
export const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({ subject: fc.nat(3), what: fc.nat(999), about: fc.nat(99), day: fc.integer({ min: 2, max: 28 }) }),
  { minLength: 5, maxLength: 90 },
);

/** The log that steps amount to, as appends of one event to a stream. */
export function logOf(made: readonly Step[]): readonly (readonly [string, NewEntry])[] {
  const first = '2026-03-01';
  const log: (readonly [string, NewEntry])[] = [
    ['provider-pr-1', on(first, providerRegistered())],
    ['measure-m-1', on(first, measureRegistered())],
    ...[0, 1, 2].map(n => [`client-c-${n}`, on(first, registered('o-1', `a-${n}`))] as const),
  ];
  const ids = new Map<string, string[]>();
  const disputes = new Map<string, (readonly [string, string])[]>();
  for (const step of made) {
    const { subject, what, about } = step;
    const day = `2026-03-${String(step.day).padStart(2, '0')}`;
    if (what % 7 === 0) {
      const [stream, event] = elsewhere[what % elsewhere.length]!(step, day);
      log.push([stream, on(day, event)]);
      continue;
    }
    const stream = `participation-p-${subject}`;
    const [known, open] = [ids.get(stream) ?? [], disputes.get(stream) ?? []];
    const past: Past = { ids: known, disputes: open, day, about };
    const event =
      known.length === 0
        ? offered(`c-${subject % 3}`)
        : ofParticipation[what % ofParticipation.length]!(past);
    const entry = on(day, event, about % 3 ? {} : byProvider);
    log.push([stream, entry]);
    ids.set(stream, [...known, entry.id]);
    if (event.type === 'EntryDisputed') disputes.set(stream, [...open, [event.data.eventId, entry.id]]);
  }
  return log;
}
