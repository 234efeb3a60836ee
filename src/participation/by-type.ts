import type { Recorded } from '../terms/fact.js';
import { rememberedOf } from '../terms/remembered.js';
import type { EventOf, ParticipationEntry, ParticipationEventType } from './events.js';

type Entry<T extends ParticipationEventType> = Recorded<EventOf<T>>;

const byType = rememberedOf<
  ParticipationEntry,
  ReadonlyMap<ParticipationEventType, readonly ParticipationEntry[]>
>(events => {
  const found = new Map<ParticipationEventType, ParticipationEntry[]>();
  for (const event of events) {
    const same = found.get(event.type);
    if (same) same.push(event);
    else found.set(event.type, [event]);
  }
  return found;
});

const nothing: readonly never[] = [];

/** The entries of one type, in their order: most rules are about few of a long history. */
export const ofType = <T extends ParticipationEventType>(
  events: readonly ParticipationEntry[],
  type: T,
): readonly Entry<T>[] => (byType(events).get(type) as readonly Entry<T>[] | undefined) ?? nothing;

export const firstOfType = <T extends ParticipationEventType>(
  events: readonly ParticipationEntry[],
  type: T,
): Entry<T> | undefined => ofType(events, type)[0];

export const lastOfType = <T extends ParticipationEventType>(
  events: readonly ParticipationEntry[],
  type: T,
): Entry<T> | undefined => ofType(events, type).at(-1);

export const hasAny = (
  events: readonly ParticipationEntry[],
  ...types: readonly ParticipationEventType[]
): boolean => {
  const found = byType(events);
  return types.some(type => found.has(type));
};

/** Entries by their id. */
export const byId: (events: readonly ParticipationEntry[]) => ReadonlyMap<string, ParticipationEntry> =
  rememberedOf(events => new Map(events.map(event => [event.id, event])));
