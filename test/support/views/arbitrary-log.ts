import * as fc from 'fast-check';
import type { DomainEvent } from '../../../src/event-codec/domain-event.js';
import type { NewEntry } from '../../../src/event-codec/event-codec.js';
import type { ParticipationEntry, ParticipationEventType } from '../../../src/participation/events.js';
import { stateOf } from '../../../src/participation/evolve.js';
import { possibleIn } from '../../../src/participation/phases.js';
import {
  assignmentsPaused,
  assignmentsResumed,
  measureAmended,
  voucherIssued,
  voucherOffered,
  voucherRedeemed,
} from './practice.js';
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
type Made = (past: Past) => DomainEvent;

const early: readonly Made[] = [
  () => explained(),
  ({ day }) => noticed(day),
  ({ day }) => deferred(day),
  () => consented('notice'),
  () => consentWithdrawn(),
  ({ day }) => assigned(day),
  ({ day }) => started(day),
  ({ day }) => started(day),
  () => declined(),
  () => withdrawn(),
  () => noShow(),
  () => voucherIssued('2026-12-31'),
  ({ day }) => voucherRedeemed(day, day),
];
const course: readonly Made[] = [
  ({ day }) => attended({ day, state: 'unexcused' }),
  ({ day }) => attended({ day, state: 'present' }),
  ({ day }) => interrupted(day),
  ({ day }) => resumed(day),
  ({ about }) =>
    crisis(`k-${about % 3}`, about % 2 ? 2 : 4, about % 5 ? {} : { incidentId: `i-${about % 2}` }),
  ({ about }) => reassessed(`k-${about % 3}`, 3),
  ({ about }) => resolved(`k-${about % 3}`),
  ({ about }) => intervened(`k-${about % 3}`),
  ({ about }) => riskFlagged(`r-${about % 2}`),
  ({ about }) => riskCleared(`r-${about % 2}`),
  () => proposed(),
  () => averted(),
  () => contact(),
  ({ day }) => droppedOut(day),
  ({ day }) => completed(day),
  () => whereabouts(),
];
const aboutEntries: readonly Made[] = [
  ({ ids, about, day }) => corrected(ids[about % ids.length]!, 'occurredAt', at(day, 1)),
  ({ ids, about }) => corrected(ids[about % ids.length]!, 'severity', 4),
  ({ ids, about, day }) => corrected(ids[about % ids.length]!, 'startedOn', day),
  ({ ids, about }) => annulled(ids[about % ids.length]!),
  ({ ids, about }) => disputed(ids[about % ids.length]!),
  ({ ids, about }) => disputed(ids[about % ids.length]!),
  ({ disputes, about }) => {
    const dispute = disputes[about % Math.max(1, disputes.length)];
    return dispute ? settled(...dispute) : contact();
  },
  () => participationAnnulled(),
];
const any: readonly Made[] = [...early, ...course, ...aboutEntries];

/** Mostly what can happen next, sometimes what cannot. */
function eventOf({ what }: Step, past: Past, history: readonly ParticipationEntry[]): DomainEvent {
  const { phase } = stateOf(history);
  const sensible = [...early, ...course, ...early, ...course, ...aboutEntries].filter(make =>
    possibleIn[make(past).type as ParticipationEventType].includes(phase),
  );
  const made = what % 5 === 0 || sensible.length === 0 ? any : sensible;
  return made[what % made.length]!(past);
}

const elsewhere: readonly ((step: Step, day: string) => readonly [string, DomainEvent])[] = [
  ({ subject }) => [`client-c-${subject % 3}`, handedOver('a-1', `a-${subject}`)],
  ({ subject }) => [`client-c-${subject % 3}`, mandate(subject % 2 ? 'given' : 'withheld')],
  ({ subject }) => ['measure-m-1', placeTaken(`p-${subject}`)],
  ({ subject }) => ['measure-m-1', placeFreed(`p-${subject}`)],
  ({ subject, about }) => [
    'measure-m-1',
    measureAmended(subject ? { places: about } : { title: `t-${about}` }),
  ],
  ({ subject }) => ['measure-m-1', assignmentsPaused(subject ? `case-${subject}` : undefined)],
  () => ['measure-m-1', assignmentsResumed()],
  ({ subject }, day) => ['office-o-1', deputyAppointed('a-1', `a-${subject}`, day, day)],
  ({ subject }, day) => ['office-o-1', deputyEnded('a-1', `a-${subject}`, day)],
];

/** Steps of a log that need not make sense throughout: rows have to follow from any log. */
export const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    subject: fc.nat(2),
    what: fc.nat(999),
    about: fc.nat(99),
    day: fc.integer({ min: 2, max: 28 }),
  }),
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
  const histories = new Map<string, readonly ParticipationEntry[]>();
  for (const step of made) {
    const { subject, what, about } = step;
    const day = `2026-03-${String(step.day).padStart(2, '0')}`;
    if (what % 7 === 0) {
      const [stream, event] = elsewhere[what % elsewhere.length]!(step, day);
      log.push([stream, on(day, event)]);
      continue;
    }
    const stream = `participation-p-${subject}`;
    const history = histories.get(stream) ?? [];
    const past: Past = {
      ids: history.map(({ id }) => id),
      disputes: history.flatMap(event =>
        event.type === 'EntryDisputed' ? [[event.data.eventId, event.id] as const] : [],
      ),
      day,
      about,
    };
    const offer = about % 4 ? offered(`c-${subject % 3}`) : voucherOffered(`c-${subject % 3}`);
    const event = history.length === 0 ? offer : eventOf(step, past, history);
    const entry = on(day, event, about % 3 ? {} : byProvider);
    log.push([stream, entry]);
    const place = { stream, revision: history.length, position: String(log.length).padStart(16, '0') };
    histories.set(stream, [...history, { ...entry, ...place } as ParticipationEntry]);
  }
  return log;
}
