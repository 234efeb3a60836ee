import { type ServerWritableStream, type StatusObject } from '@grpc/grpc-js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb.js';

/** Small change of the protocol: what its generated classes make long. */

export type Reading = ServerWritableStream<ReadReq, ReadResp>;

/** What ends a call: a code of gRPC, words, and what goes beside them. */
export type Failure = Partial<StatusObject>;

export const empty = (): Empty => new shared.Empty();

/** Bytes go through base64: it is the one form that does not depend on whose `Uint8Array` it is. */
export const streamIdentifier = (name: string): StreamIdentifier =>
  new shared.StreamIdentifier().setStreamName(Buffer.from(name, 'utf8').toString('base64'));

export const streamNameOf = (identifier: StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asB64() ?? '', 'base64').toString('utf8');

export const uuid = (text: string): UUID => new shared.UUID().setString(text);

export function textOfUuid(id: UUID | undefined): string {
  if (!id?.hasStructured()) return (id?.getString() ?? '').toLowerCase();
  const { mostSignificantBits, leastSignificantBits } = id.getStructured()!.toObject();
  const hex = [mostSignificantBits, leastSignificantBits]
    .map(bits => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0'))
    .join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
