import { dutiesOf } from '../../participation/duties/duties-of.js';
import { isInTimeRecordedLater } from '../../participation/duties/duty.js';
import { annulledIds, correctionsOf } from '../../participation/effective.js';
import type { FieldValue, ParticipationEntry } from '../../participation/events.js';
import { rulesNamedBy } from '../../participation/warnings.js';
import type { Rulebooks } from '../../rulebook/rulebook.js';
import { daysBy, type Axes } from './axes.js';
import { disputesOf, type Dispute } from './disputes.js';

/** A correction in its place. `sensitive` holds what of the values is not to stand in `data`. */
export interface CorrectedMark {
  /** The correction, an entry of its own. */
  readonly eventId: string;
  readonly field: string;
  readonly was?: FieldValue;
  readonly is?: FieldValue;
  readonly sensitive?: { readonly was?: FieldValue; readonly is?: FieldValue };
}

/** What is to be known of an entry beside what it says. */
export interface Marks {
  /** Id of the annulment: the entry is shown, and has no part in the state. */
  readonly annulled?: string;
  readonly corrected?: readonly CorrectedMark[];
  readonly disputed?: readonly Dispute[];
  /** Known at the moment that is asked about, and written down only after it. */
  readonly writtenDownLater?: true;
  /** Reported after the end: it reopened nothing. */
  readonly afterEnd?: true;
  /** Declared overdue, although it shows that the duty was met in time: it stands, and leaves all counts. */
  readonly inTimeRecordedLater?: true;
  /** Declared overdue, although it shows that nothing was owed: it stands, and leaves all counts. */
  readonly notOwed?: true;
}

/** What shows of declarations that no longer hold, by the duty's id. */
function declarations(
  entries: readonly ParticipationEntry[],
  rulebooks: Rulebooks | undefined,
): (entry: ParticipationEntry) => Pick<Marks, 'inTimeRecordedLater' | 'notOwed'> {
  const isDeclaration = ({ type }: ParticipationEntry): boolean =>
    type === 'ReportOverdue' || type === 'ResponseOverdue';
  if (!rulebooks || !entries.some(isDeclaration)) return () => ({});
  const duties = new Map(dutiesOf(entries, rulesNamedBy(rulebooks)).map(duty => [duty.dutyId, duty]));
  return entry => {
    if (entry.type !== 'ReportOverdue' && entry.type !== 'ResponseOverdue') return {};
    const duty = duties.get(entry.data.dutyId);
    if (!duty) return { notOwed: true };
    return isInTimeRecordedLater(duty) ? { inTimeRecordedLater: true } : {};
  };
}

/** Which annulment stands against an entry, by the entry's id. */
export function annulments(entries: readonly ParticipationEntry[]): ReadonlyMap<string, string> {
  const annulled = annulledIds(entries);
  const standing = entries.filter(({ id }) => !annulled.has(id));
  return new Map(
    standing.flatMap(event =>
      event.type === 'EntryAnnulled' ? [[event.data.eventId, event.id] as const] : [],
    ),
  );
}

function correctedMarks(
  entry: ParticipationEntry,
  corrections: readonly ParticipationEntry[],
  { asOf }: Axes,
): readonly CorrectedMark[] {
  return corrections.flatMap(correction => {
    if (correction.type !== 'EntryCorrected') return [];
    const { field, was, is } = correction.data;
    const secret = { was: correction.sensitive?.was, is: correction.sensitive?.is };
    const come = <Value>(value: Value): Value =>
      asOf === undefined || entry.type !== 'AttendanceReported'
        ? value
        : daysBy(value, entry.occurredAt, asOf);
    return [
      {
        eventId: correction.id,
        field,
        ...values({ was: come(was), is: come(is) }),
        ...(secret.was === undefined && secret.is === undefined
          ? {}
          : { sensitive: values({ was: come(secret.was), is: come(secret.is) }) }),
      },
    ];
  });
}

const values = ({ was, is }: { was: FieldValue | undefined; is: FieldValue | undefined }) => ({
  ...(was === undefined ? {} : { was }),
  ...(is === undefined ? {} : { is }),
});

/**
 * The marks of each entry, from all the entries that the axes let see.
 * @param rulebooks without them nothing is said of declarations
 */
export function marksIn(
  entries: readonly ParticipationEntry[],
  axes: Axes,
  rulebooks?: Rulebooks,
): (entry: ParticipationEntry) => Marks {
  const annulled = annulments(entries);
  const corrections = correctionsOf(entries);
  const disputes = disputesOf(entries);
  const declared = declarations(entries, rulebooks);
  return entry => {
    const { id, data, recordedAt } = entry;
    const annulment = annulled.get(id);
    const corrected = correctedMarks(entry, corrections.get(id) ?? [], axes);
    const disputed = disputes.get(id);
    return {
      ...(annulment === undefined ? {} : { annulled: annulment }),
      ...(corrected.length ? { corrected } : {}),
      ...(disputed ? { disputed } : {}),
      ...(axes.knownAt !== undefined && recordedAt > axes.knownAt ? { writtenDownLater: true } : {}),
      ...('afterEnd' in data && data.afterEnd ? { afterEnd: true } : {}),
      ...declared(entry),
    };
  };
}
