import { dayOf, type Day } from '../../terms/times.js';
import { byId, ofType } from '../by-type.js';
import { effective, isRewritten, rewrites } from '../effective.js';
import type { ParticipationEntry } from '../events.js';
import { stateOf } from '../evolve.js';
import { hasCourse } from '../state.js';
import type { RulesOf } from '../warnings.js';
import { contactDuties } from './contact-duties.js';
import { crisisDuties } from './crisis-duties.js';
import type { Duty } from './duty.js';
import { exitDuties } from './exit-duties.js';
import { exitIn, type Founded } from './founded.js';
import { informDuties } from './inform-duties.js';
import { monthDuties } from './month-duties.js';
import { startDuties } from './start-duties.js';

function foundedIn(history: readonly ParticipationEntry[], rulesOf: RulesOf, until: Day): readonly Founded[] {
  const state = stateOf(history);
  if (state.phase === 'none' || state.phase === 'annulled') return [];
  const events = effective(history);
  const attendance = hasCourse(state) ? state.attendance : undefined;
  const reading = { history, events, rulesOf, region: state.region, attendance, exit: exitIn(events), until };
  return [startDuties, monthDuties, informDuties, crisisDuties, contactDuties, exitDuties].flatMap(duties =>
    duties(reading),
  );
}

const isLateAsRead = ({ dueAt, met }: Founded): boolean => met === undefined || met.at > dueAt;

/** The type of the entry that a correction or annulment is about in the end. */
function subject(
  { data }: ParticipationEntry,
  recorded: ReadonlyMap<string, ParticipationEntry>,
): ParticipationEntry['type'] | undefined {
  const about = 'eventId' in data ? recorded.get(data.eventId) : undefined;
  return about && rewrites(about) ? subject(about, recorded) : about?.type;
}

/** What a correction or annulment, recorded when the duty was due already, made of it after the fact. */
function amended(
  duty: Founded,
  history: readonly ParticipationEntry[],
  rulesOf: RulesOf,
  until: Day,
): Pick<Duty, 'exempt' | 'unmetSince'> {
  if (!isRewritten(history)) return {};
  const isLater = (event: ParticipationEntry): boolean => rewrites(event) && event.recordedAt > duty.dueAt;
  if (duty.rule === 'D-inform' || !isLateAsRead(duty) || !history.some(isLater)) return {};
  const asItStood = history.filter(event => !isLater(event));
  const stood = foundedIn(asItStood, rulesOf, until).find(({ dutyId }) => dutyId === duty.dutyId);
  if (!stood || stood.dueAt > duty.dueAt) return { exempt: true };
  if (!stood.met || stood.met.at > duty.dueAt) return {};
  // Met by what stands still, or by what was taken back itself?
  const recorded = byId(history);
  const by = recorded.get(stood.met.by)!;
  const meeting = rewrites(by) ? subject(by, recorded) : by.type;
  const takenBack = history.some(event => isLater(event) && subject(event, recorded) === meeting);
  return takenBack ? { unmetSince: 'amended' } : { exempt: true };
}

/** Declarations by the id of the duty, annulled ones too: what was declared is not declared again. */
function declarations(history: readonly ParticipationEntry[]): ReadonlyMap<string, string> {
  const declared = new Map<string, string>();
  for (const { id, data } of [...ofType(history, 'ReportOverdue'), ...ofType(history, 'ResponseOverdue')])
    if (!declared.has(data.dutyId)) declared.set(data.dutyId, id);
  return declared;
}

function judged(history: readonly ParticipationEntry[], rulesOf: RulesOf): readonly Duty[] {
  const until = dayOf(history.at(-1)?.recordedAt ?? '1900-01-01T00:00:00.000Z');
  const recorded = byId(history);
  const declared = declarations(history);
  return foundedIn(history, rulesOf, until).map((duty): Duty => {
    const { channel, recordedAt } = recorded.get(duty.foundedBy)!;
    const imported = channel === 'import' && duty.dueAt < recordedAt;
    const declaredBy = declared.get(duty.dutyId);
    if (declaredBy !== undefined) return { ...duty, ...(imported ? { exempt: true } : {}), declaredBy };
    return { ...duty, ...(imported ? { exempt: true } : amended(duty, history, rulesOf, until)) };
  });
}

// Several views ask of the very same history.
const known = new WeakMap<
  readonly ParticipationEntry[],
  { readonly rulesOf: RulesOf; readonly duties: readonly Duty[] }
>();

/**
 * Everything owed in a participation, by rule, as its history reads now; nothing where it was annulled. Judged by the
 * events alone, so a duty of the far future is listed as soon as something founds it.
 * @param history as recorded, whole or what was known at a moment; an array that does not change
 */
export function dutiesOf(history: readonly ParticipationEntry[], rulesOf: RulesOf): readonly Duty[] {
  const before = known.get(history);
  if (before?.rulesOf === rulesOf) return before.duties;
  const duties = judged(history, rulesOf);
  known.set(history, { rulesOf, duties });
  return duties;
}
