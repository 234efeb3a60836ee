import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { eventAnswer, notFoundAnswer } from './answers.js';
import { unknown } from './faults.js';
import { filterOf } from './filter.js';
import type { Log, Recorded } from './log.js';
import { streamNameOf, type Failure, type Reading } from './protocol.js';

/**
 * A read of events that stand. What is not allowed in it is answered with the server's words.
 * @param until before it is sent
 */
export async function answerRead(
  log: Log,
  call: Reading,
  until?: Promise<unknown>,
): Promise<Failure | undefined> {
  const options = call.request.getOptions()!;
  if (!(Number(options.getCount()) > 0))
    return unknown(
      "Unexpected ReadStreamResult: Error >> maxCount should be positive. (Parameter 'maxCount')",
    );
  const found = options.hasStream() ? ofStream(log, options) : ofAll(log, options);
  await until;
  if (!Array.isArray(found)) return found as Failure;
  for (const answer of found as readonly ReadResp[]) if (!(await pushed(call, answer))) return undefined;
  return undefined;
}

/** Writes as fast as the reader takes it. False where there is no reader any more. */
export async function pushed(call: Reading, answer: ReadResp): Promise<boolean> {
  if (call.cancelled) return false;
  if (!call.write(answer)) await room(call);
  return !call.cancelled;
}

function room(call: Reading): Promise<void> {
  return new Promise(resolve => {
    const done = (): void => {
      call.off('drain', done).off('cancelled', done);
      resolve();
    };
    call.on('drain', done).on('cancelled', done);
  });
}

const isBackward = (options: ReadReq.Options): boolean => options.getReadDirection() === 1;

function ofStream(log: Log, options: ReadReq.Options): readonly ReadResp[] | Failure {
  const asked = options.getStream()!;
  const name = streamNameOf(asked.getStreamIdentifier());
  const events = readable(name, log.stream(name));
  if (events.length === 0) return [notFoundAnswer(name)];
  if (asked.hasEnd() && !isBackward(options))
    return unknown(
      "Unexpected ReadStreamResult: Error >> fromEventNumber should be non negative. (Parameter 'fromEventNumber')",
    );
  const from = asked.hasEnd() ? Infinity : asked.hasRevision() ? Number(asked.getRevision()) : 0;
  const wanted = isBackward(options)
    ? events.filter(({ revision }) => revision <= from).toReversed()
    : events.filter(({ revision }) => revision >= from);
  return wanted.slice(0, Number(options.getCount())).map(eventAnswer);
}

/** Of a stream's metadata only the newest are told. */
const readable = (name: string, events: readonly Recorded[]): readonly Recorded[] =>
  name.startsWith('$$') ? events.slice(-1) : events;

/** Forward from a position includes the event there, backward does not. */
function ofAll(log: Log, options: ReadReq.Options): readonly ReadResp[] | Failure {
  const asked = options.getAll()!;
  const position = BigInt(asked.getPosition()?.getCommitPosition() ?? 0);
  const index = asked.hasEnd() ? log.events.length : asked.hasPosition() ? log.indexOf(position) : 0;
  if (asked.hasPosition() && index < log.events.length && log.events[index]!.position !== position)
    return unknown(`Unexpected ReadAllResult: InvalidPosition >> no record at actual pos ${position}.`);
  const { matches } = filterOf(options);
  const wanted: ReadResp[] = [];
  const step = isBackward(options) ? -1 : 1;
  const count = Number(options.getCount());
  for (let at = step < 0 ? index - 1 : index; wanted.length < count && log.events[at]; at += step)
    if (matches(log.events[at]!)) wanted.push(eventAnswer(log.events[at]!));
  return wanted;
}
