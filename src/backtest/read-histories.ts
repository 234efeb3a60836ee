import type { DomainEntry, ParticipationEntry } from '../event-codec/domain-event.js';
import { isParticipation } from '../event-codec/streams.js';
import type { EventLog } from '../event-codec/event-log.js';

const pageSize = 2_000;

const isOfParticipation = (entry: DomainEntry): entry is ParticipationEntry => isParticipation(entry.stream);

/**
 * The history of every participation up to the log's head as of the call. The log is read once from its beginning
 * and all participations are kept in memory together, about 3 kB an event.
 * @param read is told after every page how many events were read
 */
export async function readHistories(
  log: EventLog,
  read: (events: number) => void = () => {},
): Promise<readonly (readonly ParticipationEntry[])[]> {
  const histories = new Map<string, ParticipationEntry[]>();
  const head = (await log.head()) ?? '';
  let events = 0;
  for (let after: string | undefined; ;) {
    const page = (await log.readAll(after, pageSize)).filter(({ position }) => position <= head);
    if (page.length === 0) return [...histories.values()];
    for (const entry of page.filter(isOfParticipation)) {
      const history = histories.get(entry.stream);
      if (history) history.push(entry);
      else histories.set(entry.stream, [entry]);
    }
    after = page.at(-1)!.position;
    read((events += page.length));
  }
}
