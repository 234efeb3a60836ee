import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { AppendReq, AppendResp, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { Appended, Recorded } from './log.js';
import { empty, streamIdentifier, uuid } from './protocol.js';

/** What the node answers, as the client expects it on the wire. */

export function eventAnswer(event: Recorded): ReadResp {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(uuid(event.id))
    .setStreamIdentifier(streamIdentifier(event.stream))
    .setStreamRevision(`${event.revision}`)
    .setPreparePosition(`${event.position}`)
    .setCommitPosition(`${event.position}`)
    .setCustomMetadata(event.metadata)
    .setData(event.data);
  recorded
    .getMetadataMap()
    .set('type', event.type)
    .set('content-type', event.contentType)
    .set('created', `${event.created}`);
  return new streams.ReadResp().setEvent(
    new streams.ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(`${event.position}`),
  );
}

export const notFoundAnswer = (stream: string): ReadResp =>
  new streams.ReadResp().setStreamNotFound(
    new streams.ReadResp.StreamNotFound().setStreamIdentifier(streamIdentifier(stream)),
  );

export const confirmationAnswer = (subscription: string): ReadResp =>
  new streams.ReadResp().setConfirmation(
    new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(subscription),
  );

export const caughtUpAnswer = (): ReadResp =>
  new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp());

export const checkpointAnswer = (position: bigint): ReadResp =>
  new streams.ReadResp().setCheckpoint(
    new streams.ReadResp.Checkpoint().setCommitPosition(`${position}`).setPreparePosition(`${position}`),
  );

/** The older fields, whose names end with `2060`, are not told: no client asks for them any more. */
export function appendAnswer(options: AppendReq.Options, outcome: Appended): AppendResp {
  const answer = new streams.AppendResp();
  if (outcome.ok) {
    const success = new streams.AppendResp.Success().setPosition(
      new streams.AppendResp.Position()
        .setCommitPosition(`${outcome.position}`)
        .setPreparePosition(`${outcome.position}`),
    );
    if (outcome.revision < 0) success.setNoStream(empty());
    else success.setCurrentRevision(`${outcome.revision}`);
    return answer.setSuccess(success);
  }
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (outcome.current < 0) wrong.setCurrentNoStream(empty());
  else wrong.setCurrentRevision(`${outcome.current}`);
  if (options.hasAny()) wrong.setExpectedAny(empty());
  else if (options.hasStreamExists()) wrong.setExpectedStreamExists(empty());
  else if (options.hasNoStream()) wrong.setExpectedNoStream(empty());
  else wrong.setExpectedRevision(options.getRevision());
  return answer.setWrongExpectedVersion(wrong);
}
