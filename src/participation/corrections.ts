import { isRejection, rejectInput, type Rejection } from '../terms/rejection.js';
import { parseInstant } from '../terms/times.js';
import type { ParticipationCommand } from './commands.js';
import { isCorrectable, neverAdded } from './correctable.js';
import { corrected, effective, standing } from './effective.js';
import type { EventOf, FieldValue, ParticipationEntry } from './events.js';
import { partOf, plainValue } from './secrecy.js';

/** What stands in `data` and what in `sensitive`. */
interface Parts {
  readonly open?: unknown;
  readonly secret?: unknown;
}

const isDayRow = (row: FieldValue): row is { readonly day: string; readonly state: string } =>
  typeof row === 'object' && row !== null && 'day' in row && 'state' in row;

/** The days of a report and those of them that were sickness, as one field. */
function attendanceParts(is: FieldValue): Parts {
  if (!Array.isArray(is)) return { open: is };
  const rows = is as readonly FieldValue[];
  const sick = rows.filter(isDayRow).filter(({ state }) => state === 'sick');
  const open = rows.map(row => (isDayRow(row) && row.state === 'sick' ? { ...row, state: 'excused' } : row));
  return { open, secret: sick.length ? sick.map(({ day }) => day) : undefined };
}

function timeParts(event: ParticipationEntry, is: FieldValue): Parts | Rejection {
  const instant = typeof is === 'string' ? parseInstant(is) : undefined;
  if (!instant) return rejectInput('time-order', 'occurredAt is a time by RFC 3339');
  if (instant > event.learnedAt)
    return rejectInput('time-order', 'an entry cannot have occurred after the office learned of it');
  if (event.sourceKnewAt !== undefined && instant > event.sourceKnewAt)
    return rejectInput('time-order', 'an entry cannot have occurred after its source knew of it');
  return { open: instant };
}

/** What a field of an entry is, and what it is to be. */
function partsOf(
  event: ParticipationEntry,
  field: string,
  is: FieldValue,
): readonly [Parts, Parts] | Rejection {
  if (field === 'occurredAt') {
    const instant = timeParts(event, is);
    return isRejection(instant) ? instant : [{ open: event.occurredAt }, instant];
  }
  if (event.type === 'AttendanceReported' && field === 'days')
    return [{ open: event.data.days, secret: event.sensitive?.sick }, attendanceParts(is)];
  const was = plainValue(event, field);
  return [was === undefined ? {} : partOf(event.type, field, was), partOf(event.type, field, is)];
}

const present = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** The correction as a fact, and the entry as it would then read; its form is checked by the caller's schema. */
export function correctionOf(
  { eventId, field, is, reason }: ParticipationCommand<'CorrectEntry'>,
  history: readonly ParticipationEntry[],
): { readonly correction: EventOf<'EntryCorrected'>; readonly entry: ParticipationEntry } | Rejection {
  const recorded = standing(history, eventId);
  if (isRejection(recorded)) return recorded;
  if (!isCorrectable(recorded, field))
    return rejectInput('unknown-field', `${field} of ${recorded.type} cannot be corrected`);
  const event = effective(history).find(({ id }) => id === eventId) ?? recorded;
  if (neverAdded.has(field) && plainValue(event, field) === undefined)
    return rejectInput('unknown-field', `this ${recorded.type} has no ${field}`);
  const parts = partsOf(event, field, is);
  if (isRejection(parts)) return parts;
  const [from, to] = parts;
  const correction = {
    type: 'EntryCorrected',
    data: { eventId, field, ...present({ was: from.open, is: to.open }) },
    sensitive: { reason, ...present({ was: from.secret, is: to.secret }) },
  } as EventOf<'EntryCorrected'>;
  return { correction, entry: corrected(event, correction) };
}

const code = /^[A-Za-z0-9-]{1,64}$/;

function holdsWords(value: FieldValue | undefined): boolean {
  if (typeof value === 'string') return !code.test(value);
  return typeof value === 'object' && value !== null && Object.entries(value).flat().some(holdsWords);
}

/** What no schema sees: words where a code, a day or an id belongs, and days that are none. */
export function malformed({ data: { field, is } }: EventOf<'EntryCorrected'>): Rejection | undefined {
  if (field === 'occurredAt') return undefined;
  if (holdsWords(is)) return rejectInput('unknown-field', `${field} holds codes, days or ids, and no words`);
  return field === 'days' && !(Array.isArray(is) && (is as readonly FieldValue[]).every(isDayRow))
    ? rejectInput('unknown-field', `${field} is a list of days with their states`)
    : undefined;
}
