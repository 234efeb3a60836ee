import type { ServerReadableStream, sendUnaryData } from '@grpc/grpc-js';
import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import { appendAnswer } from './answers.js';
import { tooLarge, unknown } from './faults.js';
import { weightOf, type Appended, type Expected, type Log, type Proposed } from './log.js';
import { streamNameOf, textOfUuid, type Failure } from './protocol.js';

export type Appending = ServerReadableStream<AppendReq, AppendResp>;
export type Answer = sendUnaryData<AppendResp>;

/** An append as it came, whole. */
export interface Request {
  readonly options: AppendReq.Options;
  readonly stream: string;
  readonly events: readonly Proposed[];
}

/** Collects what a client streams, until it is too much; undefined where the client went away before the end. */
export function received(call: Appending, limit: number): Promise<Request | undefined> {
  let options: AppendReq.Options | undefined;
  let weight = 0;
  const events: Proposed[] = [];
  return new Promise(resolve => {
    const whole = (): void =>
      resolve(options && { options, stream: streamNameOf(options.getStreamIdentifier()), events });
    call.on('data', (part: AppendReq) => {
      if (part.hasOptions()) options = part.getOptions();
      else events.push(proposedOf(part.getProposedMessage()!));
      weight += part.hasOptions() ? 0 : weightOf(events.at(-1)!);
      if (weight > limit) whole();
    });
    // also what is cut off ends so; only then is the call cancelled at once
    call.once('end', () => setImmediate(() => (call.cancelled ? resolve(undefined) : whole())));
    call.once('cancelled', () => resolve(undefined));
    call.once('error', () => resolve(undefined));
  });
}

/** What is wrong with an append before anything is asked of the log. */
export function refusalOf({ stream, events }: Request, limit: number): Failure | undefined {
  if (stream === '' || events.some(({ type }) => type === ''))
    return unknown('Exception was thrown by handler.');
  const weight = events.reduce((sum, event) => sum + weightOf(event), 0);
  return weight > limit ? tooLarge(limit) : undefined;
}

export function committed(log: Log, { options, stream, events }: Request): AppendResp {
  const outcome: Appended = log.append(stream, expectedBy(options), events);
  return appendAnswer(options, outcome);
}

function expectedBy(options: AppendReq.Options): Expected {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no-stream';
  return options.hasStreamExists() ? 'stream-exists' : Number(options.getRevision());
}

function proposedOf(message: AppendReq.ProposedMessage): Proposed {
  const about = message.getMetadataMap();
  return {
    id: textOfUuid(message.getId()),
    type: about.get('type') ?? '',
    contentType: about.get('content-type') ?? 'application/octet-stream',
    data: message.getData_asB64(),
    metadata: message.getCustomMetadata_asB64(),
  };
}
