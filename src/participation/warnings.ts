import { informBy, type Threat } from '../rulebook/duty-to-inform.js';
import type { Rulebook, Rulebooks } from '../rulebook/rulebook.js';
import type { Warning } from '../rulebook/surprise.js';
import type { Region } from '../rulebook/working-days.js';
import { dayOf, type Day } from '../terms/times.js';
import { hasAny } from './by-type.js';
import { effective } from './effective.js';
import type { ParticipationEntry } from './events.js';
import { unexcusedDays } from './unexcused-days.js';

export type RulesOf = (event: ParticipationEntry) => Rulebook;

const named = new WeakMap<Rulebooks, { readonly versions: number; readonly rulesOf: RulesOf }>();

/**
 * The rulebook of an event: the version that it names, or where that is gone the one valid when it occurred. The same
 * function as long as no version is added.
 */
export function rulesNamedBy(rulebooks: Rulebooks): RulesOf {
  const all = rulebooks.all();
  const known = named.get(rulebooks);
  if (known?.versions === all.length) return known.rulesOf;
  const versions = new Map(all.map(rulebook => [rulebook.version, rulebook]));
  const rulesOf: RulesOf = ({ rulebook, occurredAt }) =>
    versions.get(rulebook) ?? rulebooks.validAt(occurredAt);
  named.set(rulebooks, { versions: all.length, rulesOf });
  return rulesOf;
}

/** What of a history the office knew at the end of a day, corrections and annulments of that time among it. */
export const knownOn = (history: readonly ParticipationEntry[], day: Day): readonly ParticipationEntry[] =>
  history.filter(({ learnedAt }) => dayOf(learnedAt) <= day);

interface Told {
  readonly threat: Threat;
  /** What settles it: kinds apart, for a crisis and a risk may bear the same id. */
  readonly key: string;
}

const threatening = ['CrisisOpened', 'CrisisReassessed', 'DropoutRiskFlagged', 'DropoutProposed'] as const;

/** What an event warns of; undefined where it warns of nothing. */
function toldIn(event: ParticipationEntry, rules: Rulebook): Told | undefined {
  if (event.type === 'CrisisOpened' || event.type === 'CrisisReassessed') {
    const { crisisId, severity } = event.data;
    // Reassessed below what a provider must tell of, the crisis stands as it was told and is no new warning.
    if (event.type === 'CrisisReassessed' && severity < rules.duties.inform.crisisFromSeverity)
      return undefined;
    return { threat: { kind: 'crisis', severity }, key: `crisis ${crisisId}` };
  }
  if (event.type === 'DropoutRiskFlagged')
    return { threat: { kind: 'risk' }, key: `risk ${event.data.riskId}` };
  if (event.type === 'DropoutProposed') return { threat: { kind: 'proposal' }, key: `proposal ${event.id}` };
  return undefined;
}

/** Keys of the crises and risks that are settled, and of the proposals that were averted. */
function settled(events: readonly ParticipationEntry[]): ReadonlySet<string> {
  const over = new Set<string>();
  let proposal: string | undefined;
  for (const event of events) {
    if (event.type === 'CrisisResolved') over.add(`crisis ${event.data.crisisId}`);
    if (event.type === 'DropoutRiskCleared') over.add(`risk ${event.data.riskId}`);
    if (event.type === 'DropoutProposed') proposal = event.id;
    if (event.type === 'DropoutAverted' && proposal !== undefined) over.add(`proposal ${proposal}`);
  }
  return over;
}

function dueOf(threat: Threat, knewOn: Day, rules: Rulebook, region: Region): { dueOn?: Day } {
  const dueOn = informBy(threat, knewOn, rules, region);
  return dueOn === undefined ? {} : { dueOn };
}

/**
 * The provider's warnings in a history: crises, risks and proposals whose source it is, in the order of the log,
 * then unexcused days. A flag raised by a rule is the system's word and none of them.
 * @param history as recorded, whole or what was known at a moment (`knownOn`)
 */
export function providersWarnings(
  history: readonly ParticipationEntry[],
  rulesOf: RulesOf,
  region: Region = 'BUND',
): readonly Warning[] {
  const events = effective(history);
  const over = settled(events);
  const threats = (hasAny(events, ...threatening) ? events : []).flatMap((event): Warning[] => {
    if (event.source !== 'provider') return [];
    const rules = rulesOf(event);
    const told = toldIn(event, rules);
    if (!told) return [];
    const knewOn = dayOf(event.sourceKnewAt ?? event.occurredAt);
    return [
      {
        eventId: event.id,
        kind: told.threat.kind,
        occurredOn: dayOf(event.occurredAt),
        knewOn,
        learnedOn: dayOf(event.learnedAt),
        ...dueOf(told.threat, knewOn, rules, region),
        open: !over.has(told.key),
      },
    ];
  });
  const absences = unexcusedDays(history).map(({ day, told }): Warning => ({
    eventId: told.id,
    kind: 'unexcused-day',
    occurredOn: day,
    knewOn: day,
    learnedOn: dayOf(told.learnedAt),
    ...dueOf({ kind: 'unexcused-day' }, day, rulesOf(told), region),
    open: false,
  }));
  return [...threats, ...absences];
}
