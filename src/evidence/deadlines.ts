import { isInTimeRecordedLater, standingAt } from '../provider-case/demand.js';
import type { Deadline, ProviderCaseEntry } from '../provider-case/events.js';
import { caseOf } from '../provider-case/evolve.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { dayOf, epochOf, toInstant, type Instant } from '../terms/times.js';
import { countDeadline } from './count-deadline.js';
import type { ToldDeadline } from './dossier.js';
import type { Pseudonyms } from './pseudonyms.js';

type EntryOf<T extends ProviderCaseEntry['type']> = Extract<ProviderCaseEntry, { type: T }>;

interface Asked {
  readonly entries: readonly ProviderCaseEntry[];
  readonly rulebooks: ReadonlyMap<string, Rulebook>;
  readonly at: Instant;
  readonly names: Pseudonyms;
}

/** The deadlines that a case set, each counted day by day, in the order in which they were set. */
export const deadlinesOf = (asked: Asked): readonly ToldDeadline[] =>
  asked.entries.flatMap(entry => {
    if (entry.type === 'CureDemanded') return [cure(entry, asked)];
    return entry.type === 'StatementInvited' ? [hearing(entry, asked)] : [];
  });

function counted(id: string, { from, days, region, endsAt }: Deadline, { names }: Asked) {
  return {
    event: names.event(id)!,
    from,
    days,
    region,
    daybyday: countDeadline(from, days, region).daybyday,
    endsOn: dayOf(toInstant(epochOf(endsAt) - 1)),
    endsAt,
  };
}

function cure({ id, rulebook, data }: EntryOf<'CureDemanded'>, asked: Asked): ToldDeadline {
  const { demandId, deadline } = data;
  const state = caseOf(asked.entries);
  const demand = 'demands' in state ? state.demands.get(demandId) : undefined;
  const lapse = asked.entries.find(
    entry => entry.type === 'CureDeadlineLapsed' && entry.data.demandId === demandId,
  );
  return {
    ...counted(id, deadline, asked),
    kind: 'cure',
    demandId,
    rulebook,
    ruled: asked.rulebooks.get(rulebook)?.duties.cure ?? {},
    standing: demand ? standingAt(demand, asked.at) : 'running',
    ...(lapse ? { lapseDeclaredBy: asked.names.event(lapse.id)! } : {}),
    ...(demand && isInTimeRecordedLater(demand, asked.at) ? { inTimeRecordedLater: true } : {}),
  };
}

function hearing(
  { id, occurredAt, rulebook, data }: EntryOf<'StatementInvited'>,
  asked: Asked,
): ToldDeadline {
  const usual = asked.rulebooks.get(rulebook)?.duties.hearing;
  const answered = asked.entries.some(
    entry => entry.type === 'ProviderHeard' && entry.occurredAt >= occurredAt,
  );
  const unanswered = asked.at < data.deadline.endsAt ? 'running' : 'lapsed';
  return {
    ...counted(id, data.deadline, asked),
    kind: 'hearing',
    rulebook,
    ruled: usual === undefined ? {} : { usual },
    standing: answered ? 'answered' : unanswered,
  };
}
