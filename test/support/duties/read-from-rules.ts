import { effective } from '../../../src/participation/effective.js';
import type { ParticipationEntry } from '../../../src/participation/events.js';
import type { Rulebook } from '../../../src/rulebook/rulebook.js';
import {
  addWorkingDays,
  deadlineInDays,
  deadlineInWorkingDays,
  isWorkingDay,
  orNextWorkingDay,
  type Region,
} from '../../../src/rulebook/working-days.js';
import {
  addDays,
  dayOf,
  endOfDay,
  epochOf,
  toInstant,
  type Day,
  type Instant,
} from '../../../src/terms/times.js';
import { attendanceReadFrom } from './attendance-from-rules.js';

/** A duty as rules.md has it, found without the code that finds them in the product. */
export interface Owed {
  readonly rule: string;
  readonly foundedBy: string;
  readonly dueAt: Instant;
  readonly metAt?: Instant;
  /** When it was over without having been met, after it was due. */
  readonly endedAt?: Instant;
}

export type Entry<T extends ParticipationEntry['type']> = Extract<ParticipationEntry, { type: T }>;
export const ofType = <T extends ParticipationEntry['type']>(
  events: readonly ParticipationEntry[],
  ...types: readonly T[]
): readonly Entry<T>[] =>
  events.filter((event): event is Entry<T> => (types as readonly string[]).includes(event.type));

const min = (instants: readonly (Instant | undefined)[]): Instant | undefined =>
  instants.filter(one => one !== undefined).toSorted()[0];

/** Nothing is left of it where it was over, unmet, by the moment when it would have been due. */
function unless(over: Instant | undefined, duty: Owed): readonly Owed[] {
  if (over === undefined) return [duty];
  if (duty.metAt !== undefined && duty.metAt <= over) return [duty];
  return over <= duty.dueAt ? [] : [{ ...duty, endedAt: over }];
}

interface Page {
  readonly history: readonly ParticipationEntry[];
  readonly events: readonly ParticipationEntry[];
  readonly rules: (event: ParticipationEntry) => Rulebook;
  readonly region: Region;
  readonly start: Entry<'ParticipationStarted'> | undefined;
  readonly exit: Entry<'ParticipationDroppedOut' | 'ParticipationCompleted'> | undefined;
  /** The last moment of the course. */
  readonly exitAt: Instant | undefined;
}

const reportedAfterExit = (event: ParticipationEntry, { exit }: Page): boolean =>
  exit !== undefined && event.revision > exit.revision;

/** "confirm the start or report the no-show: 3 days after startsOn"; by `learnedAt`. */
function dStart({ events, rules, region }: Page): readonly Owed[] {
  const owed: Owed[] = [];
  events.forEach((event, index) => {
    if (event.type !== 'PlaceAssigned' && event.type !== 'VoucherRedeemed') return;
    const what = { rule: 'D-start', foundedBy: event.id };
    const dueAt = deadlineInDays(event.data.startsOn, rules(event).duties.start, region);
    for (const next of events.slice(index + 1))
      switch (next.type) {
        case 'ParticipationStarted':
        case 'NoShowReported':
          owed.push({ ...what, dueAt, metAt: next.learnedAt });
          return;
        case 'OfferDeclined':
        case 'OfferWithdrawn':
        case 'ConsentWithdrawn':
          owed.push(...unless(next.occurredAt, { ...what, dueAt }));
          return;
        default:
      }
    owed.push({ ...what, dueAt });
  });
  return owed;
}

/** "attendance of each month with a day between start and exit; by the 8th of the next month"; by `learnedAt`. */
function dMonth(page: Page, until: Day): readonly Owed[] {
  const { start, exit, rules, region } = page;
  if (!start) return [];
  const { firstKnown, interrupted } = attendanceReadFrom(page.history, page.events);
  const owed: Owed[] = [];
  let month = start.data.startedOn.slice(0, 7);
  while (month <= until.slice(0, 7)) {
    const next = addDays(`${month}-28`, 4).slice(0, 7);
    const asked: Day[] = [];
    for (let day = `${month}-01`; day < `${next}-01`; day = addDays(day, 1)) {
      if (day < start.data.startedOn || (exit && day > exit.data.endedOn)) continue;
      if (isWorkingDay(day, region) && !interrupted(day)) asked.push(day);
    }
    if (asked.length) {
      const by = rules(start).duties.month;
      const dueAt = endOfDay(orNextWorkingDay(addDays(`${next}-01`, by - 1), region));
      const known = asked.map(day => firstKnown.get(day));
      const metAt = known.includes(undefined) ? undefined : known.toSorted().at(-1);
      owed.push({ rule: `D-month ${month}`, foundedBy: start.id, dueAt, ...(metAt ? { metAt } : {}) });
    }
    month = next;
  }
  return owed;
}

/** "tell what threatens, counted from sourceKnewAt (else occurredAt)": the report itself meets it. */
function dInform(page: Page): readonly Owed[] {
  const { events, rules, region } = page;
  const inTime = (event: ParticipationEntry, knewOn: Day, days: number): Owed => ({
    rule: 'D-inform',
    foundedBy: event.id,
    dueAt: endOfDay(addWorkingDays(knewOn, days, region)),
    metAt: event.learnedAt,
  });
  const severity = new Map<string, number>();
  const told = events.flatMap(event => {
    const { inform } = rules(event).duties;
    let days: number | undefined;
    if (event.type === 'CrisisOpened' || event.type === 'CrisisReassessed') {
      const worse = event.data.severity > (severity.get(event.data.crisisId) ?? 0);
      severity.set(event.data.crisisId, event.data.severity);
      if (worse && event.data.severity >= inform.crisisFromSeverity) days = inform.crisis;
    }
    if (event.type === 'DropoutRiskFlagged') days = inform.risk;
    if (event.type === 'DropoutProposed') days = inform.proposal;
    if (days === undefined || event.source !== 'provider' || reportedAfterExit(event, page)) return [];
    return [inTime(event, dayOf(event.sourceKnewAt ?? event.occurredAt), days)];
  });
  const recorded = new Map(page.history.map(event => [event.id, event]));
  const absences = [...attendanceReadFrom(page.history, events).unexcusedByProvider].flatMap(([day, id]) => {
    const event = recorded.get(id)!;
    const days = rules(event).duties.inform.unexcusedDay;
    return reportedAfterExit(event, page) ? [] : [{ ...inTime(event, day, days), rule: `D-inform ${day}` }];
  });
  return [...told, ...absences];
}

/** "first intervention on a crisis after it was learned of; a rise in severity starts it anew"; by `occurredAt`. */
function dCrisis(page: Page): readonly Owed[] {
  const { events, rules, region, exitAt } = page;
  const crises = new Set(ofType(events, 'CrisisOpened').map(({ data }) => data.crisisId));
  return [...crises].flatMap(crisisId => {
    const said = ofType(events, 'CrisisOpened', 'CrisisReassessed').filter(
      ({ data }) => data.crisisId === crisisId,
    );
    const rises = said.filter(({ data }, n) => n === 0 || data.severity > said[n - 1]!.data.severity);
    const resolved = ofType(events, 'CrisisResolved').find(({ data }) => data.crisisId === crisisId);
    return rises.flatMap((rise, n) => {
      if (rise.data.severity === 1 || reportedAfterExit(rise, page)) return [];
      const within = rules(rise).duties.crisis;
      const dueAt =
        rise.data.severity === 4
          ? toInstant(epochOf(rise.learnedAt) + within['4'].hours * 3_600_000)
          : deadlineInWorkingDays(dayOf(rise.learnedAt), within[rise.data.severity].workingDays, region);
      const answers = ofType(events, 'InterventionRecorded')
        .filter(
          ({ data }) => data.crisisId === crisisId && data.byRole !== 'provider' && data.byRole !== 'client',
        )
        .filter(({ occurredAt }) => occurredAt >= rise.occurredAt)
        // What was written before it was known to be worse was no answer to that.
        .filter(answer => answer.occurredAt >= rise.learnedAt || answer.revision > rise.revision);
      const metAt = min(answers.map(({ occurredAt }) => occurredAt));
      const over = min([resolved?.occurredAt, exitAt, rises[n + 1]?.learnedAt]);
      return unless(over, { rule: 'D-crisis', foundedBy: rise.id, dueAt, ...(metAt ? { metAt } : {}) });
    });
  });
}

/** "contact with the client in person, by video or telephone, also while interrupted: every 28 days". */
function dContact(page: Page): readonly Owed[] {
  const { events, rules, region, start, exit, exitAt } = page;
  if (!start) return [];
  const contacts = ofType(events, 'ContactHeld')
    .filter(({ data }) => ['in-person', 'video', 'telephone'].includes(data.channel))
    .filter(({ data: { between }, source }) => {
      const office = between.includes('adviser') || between.includes('team-lead');
      return between.includes('client') && (office || (between.length === 1 && source !== 'provider'));
    })
    .filter(({ occurredAt }) => dayOf(occurredAt) >= start.data.startedOn)
    .filter(({ occurredAt }) => !exit || dayOf(occurredAt) <= exit.data.endedOn)
    .toSorted((a, b) =>
      a.occurredAt === b.occurredAt ? a.revision - b.revision : a.occurredAt < b.occurredAt ? -1 : 1,
    );
  const from: readonly (readonly [ParticipationEntry, Day])[] = [
    [start, start.data.startedOn],
    ...contacts.map(contact => [contact, dayOf(contact.occurredAt)] as const),
  ];
  return from.flatMap(([since, day], n) => {
    if (n > 0 && reportedAfterExit(since, page)) return [];
    const metAt = contacts[n]?.occurredAt;
    const dueAt = deadlineInDays(day, rules(since).duties.contact, region);
    return unless(exitAt, { rule: 'D-contact', foundedBy: since.id, dueAt, ...(metAt ? { metAt } : {}) });
  });
}

/** "decide after consent was withdrawn: 5 working days". */
function dExit({ events, rules, region, start }: Page): readonly Owed[] {
  if (!start) return [];
  return ofType(events, 'ConsentWithdrawn')
    .filter(({ revision }) => revision > start.revision)
    .map(withdrawal => {
      const decisions = events
        .filter(({ revision }) => revision > withdrawal.revision)
        .filter(
          event =>
            event.type === 'ParticipationDroppedOut' ||
            event.type === 'ParticipationCompleted' ||
            event.type === 'ConsentGiven' ||
            (event.type === 'NoticeGiven' &&
              event.data.occasion === 'obligation' &&
              event.data.deliveredOn >= dayOf(withdrawal.occurredAt)),
        );
      const metAt = min(decisions.map(({ occurredAt }) => occurredAt));
      const dueAt = deadlineInWorkingDays(dayOf(withdrawal.learnedAt), rules(withdrawal).duties.exit, region);
      return { rule: 'D-exit', foundedBy: withdrawal.id, dueAt, ...(metAt ? { metAt } : {}) };
    });
}

/**
 * What is owed in a participation, written down from the page `rules.md` alone.
 * @param until months up to this day's are read
 */
export function readFromRules(
  history: readonly ParticipationEntry[],
  rules: (event: ParticipationEntry) => Rulebook,
  until: Day,
): readonly Owed[] {
  const events = effective(history);
  const offer = ofType(events, 'MeasureOffered')[0];
  if (!offer || events.some(({ type }) => type === 'ParticipationAnnulled')) return [];
  const exit = ofType(events, 'ParticipationDroppedOut', 'ParticipationCompleted')[0];
  const lastMoment = exit && endOfDay(exit.data.endedOn);
  const page: Page = {
    history,
    events,
    rules,
    region: offer.data.state ?? 'BUND',
    start: ofType(events, 'ParticipationStarted')[0],
    exit,
    exitAt: exit && (dayOf(exit.occurredAt) === exit.data.endedOn ? exit.occurredAt : lastMoment),
  };
  return [
    dStart(page),
    dMonth(page, until),
    dInform(page),
    dCrisis(page),
    dContact(page),
    dExit(page),
  ].flat();
}
