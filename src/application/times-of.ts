import type { Times } from '../terms/fact.js';
import { rejectInput, type Rejection } from '../terms/rejection.js';
import { endOfDay, epochOf, parseInstant, toInstant, type Day, type Instant } from '../terms/times.js';

const tolerance = 60_000;

/** RFC 3339 with any offset; `assertedDay` is the day that the command is about, if it names one. */
export interface SaidTimes {
  readonly occurredAt?: string | undefined;
  readonly sourceKnewAt?: string | undefined;
  readonly learnedAt?: string | undefined;
  readonly assertedDay?: Day | undefined;
}

const earliest = (...instants: (Instant | undefined)[]): Instant =>
  instants.filter(instant => instant !== undefined).reduce((a, b) => (a < b ? a : b));

/** The last moment of a day, which still belongs to it. */
const lastOf = (day: Day): Instant => toInstant(epochOf(endOfDay(day)) - 1);

/**
 * The times of an event from what was said of them (domain.md, "Times, never mixed"). Where nobody said when it
 * occurred, that was at the end of the day it names, and at the latest when its source or the office knew of it.
 * @param recordedAt the moment of writing, not before the stream's last entry
 */
export function timesOf(said: SaidTimes, recordedAt: Instant): Times | Rejection {
  const soon = toInstant(epochOf(recordedAt) + tolerance);
  const faults: string[] = [];
  const read = (name: 'occurredAt' | 'sourceKnewAt' | 'learnedAt'): Instant | undefined => {
    if (said[name] === undefined) return undefined;
    const instant = parseInstant(said[name]);
    if (instant === undefined) faults.push(`${name} is no time`);
    else if (instant > soon) faults.push(`${name} lies in the future`);
    // A sender's clock may be a minute ahead of ours; nothing is known or written before it happened.
    return earliest(instant, recordedAt);
  };
  const [occurred, sourceKnewAt, learned] = [read('occurredAt'), read('sourceKnewAt'), read('learnedAt')];
  const learnedAt = learned ?? recordedAt;
  const day = said.assertedDay === undefined ? undefined : lastOf(said.assertedDay);
  const occurredAt = occurred ?? earliest(learnedAt, day, sourceKnewAt);
  if (occurredAt > learnedAt) faults.push('learnedAt lies before occurredAt');
  if (sourceKnewAt !== undefined && sourceKnewAt > learnedAt)
    faults.push('sourceKnewAt lies after learnedAt');
  if (sourceKnewAt !== undefined && sourceKnewAt < occurredAt)
    faults.push('sourceKnewAt lies before occurredAt');
  if (faults.length) return rejectInput('time-order', faults.join('; '));
  return { occurredAt, learnedAt, recordedAt, ...(sourceKnewAt === undefined ? {} : { sourceKnewAt }) };
}

/** What a command says of its times. */
type Saying = Omit<SaidTimes, 'assertedDay'> & { assertedDay(): Day | undefined };

/** When a command occurred, as it says itself; undefined where that is the moment of writing. */
export function saidToOccur(command: Saying): Instant | undefined {
  const { occurredAt, sourceKnewAt, learnedAt } = command;
  const day = command.assertedDay();
  if (occurredAt !== undefined) return parseInstant(occurredAt);
  const said = [sourceKnewAt, learnedAt].flatMap(text =>
    text === undefined ? [] : (parseInstant(text) ?? []),
  );
  const all = [...said, ...(day === undefined ? [] : [lastOf(day)])];
  return all.length ? earliest(...all) : undefined;
}
