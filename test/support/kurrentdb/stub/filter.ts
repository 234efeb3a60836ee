import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { Recorded } from './log.js';

/** Which events of all a reader asked for. */
export type Matches = (event: Recorded) => boolean;

export interface Filter {
  readonly matches: Matches;
  /** After so many events, looked at or sent, a subscription is told how far it is; never where undefined. */
  readonly checkpointEach: number | undefined;
}

/** How many events the server takes at once where nothing else is asked. */
const page = 32;

export function filterOf(options: ReadReq.Options): Filter {
  const filter = options.getFilter();
  if (!filter) return { matches: () => true, checkpointEach: undefined };
  const expression = filter.getEventType() ?? filter.getStreamIdentifier()!;
  const part = (event: Recorded): string => (filter.hasEventType() ? event.type : event.stream);
  const regex = expression.getRegex();
  const prefixes = expression.getPrefixList();
  const pattern = regex === '' ? undefined : new RegExp(regex);
  return {
    matches: event =>
      pattern ? pattern.test(part(event)) : prefixes.some(prefix => part(event).startsWith(prefix)),
    checkpointEach: filter.getCheckpointintervalmultiplier() * (filter.hasMax() ? filter.getMax() : page),
  };
}
