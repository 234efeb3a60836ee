import { calendar, daysSince1970, isWorkingDay } from '../german-calendar.js';

/** An event as a system downstream has it from the feed; of `data` what is counted. */
export interface ToldEvent {
  readonly id: string;
  /** `teilhabe.CrisisOpened.v1` */
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly learnedat: string;
  readonly sourceknewat?: string;
  readonly revision: number;
  readonly wordof: string;
  readonly providerid?: string;
  readonly data: Readonly<Partial<Record<Text, string>>> & {
    readonly days?: readonly { readonly day: string; readonly state: string }[];
    readonly severity?: number;
    readonly is?: unknown;
  };
}
type Text =
  | 'adviserFinding'
  | 'caseId'
  | 'crisisId'
  | 'deliveredOn'
  | 'demandId'
  | 'endedOn'
  | 'eventId'
  | 'field'
  | 'from'
  | 'occasion'
  | 'on'
  | 'providerId'
  | 'result'
  | 'riskId'
  | 'startedOn'
  | 'startsOn'
  | 'state';

/** Whether an event is of one of these types. */
export const is = ({ type }: ToldEvent, ...names: readonly string[]): boolean =>
  names.includes(type.split('.')[1]!);

/** Days since 1970 of a date, and of a moment in Berlin. */
export function dayIn(date: string): number {
  const [year, month, day] = date.split('-').map(Number);
  return daysSince1970(year!, month!, day!);
}
const inBerlin = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' });
export const dayAt = (moment: string): number => dayIn(inBerlin.format(new Date(moment)));

export const monthOf = (day: number): string => {
  const { year, month } = calendar(day);
  return `${year}-${String(month).padStart(2, '0')}`;
};

/** In Lower Saxony, where the small year takes place. */
export function works(day: number): boolean {
  const { year, month, dayOfMonth } = calendar(day);
  const reformation = year >= 2018 && month === 10 && dayOfMonth === 31;
  return isWorkingDay(day) && !reformation;
}
export const orNext = (day: number): number => (works(day) ? day : orNext(day + 1));

/** That many working days after a day or, below zero, before it. */
export function workingDaysFrom(day: number, count: number): number {
  const step = Math.sign(count);
  let at = day;
  for (let left = Math.abs(count); left > 0;) {
    at += step;
    if (works(at)) left -= 1;
  }
  return at;
}

/** What a history says in the end: the newest word about a field counts, and what was annulled is gone. */
export function inTheEnd(history: readonly ToldEvent[]): readonly ToldEvent[] {
  const gone = new Set<string>();
  const changed = new Map<string, Map<string, unknown>>();
  const asChanged = (event: ToldEvent): ToldEvent => {
    const { occurredAt: time = event.time, ...data } = Object.fromEntries(changed.get(event.id) ?? []);
    return { ...event, time: time as string, data: { ...event.data, ...data } };
  };
  for (const event of history.toReversed()) {
    if (gone.has(event.id)) continue;
    const { eventId = '', field = '', is: now } = asChanged(event).data;
    if (is(event, 'EntryAnnulled')) gone.add(eventId);
    if (!is(event, 'EntryCorrected')) continue;
    const fields = changed.get(eventId) ?? new Map<string, unknown>();
    changed.set(eventId, new Map([[field, now], ...fields]));
  }
  return history
    .filter(event => !gone.has(event.id) && !is(event, 'EntryAnnulled', 'EntryCorrected'))
    .map(asChanged);
}
