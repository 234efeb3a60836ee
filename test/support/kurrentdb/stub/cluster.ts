import { randomUUID } from 'node:crypto';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import { uuid } from './protocol.js';

/** What a node says of itself and of its cluster. */

export interface Member {
  readonly host: string;
  readonly port: number;
  readonly leads: boolean;
}

const methods = {
  'event_store.client.streams.streams': ['read', 'append', 'delete', 'tombstone', 'batchappend'],
  'event_store.client.gossip.gossip': ['read'],
  'event_store.client.server_features.serverfeatures': ['getsupportedmethods'],
};

export function supportedMethods(): SupportedMethods {
  const all = Object.entries(methods).flatMap(([service, names]) =>
    names.map(name => new features.SupportedMethod().setServiceName(service).setMethodName(name)),
  );
  return new features.SupportedMethods().setMethodsList(all).setEventStoreServerVersion('26.1.0');
}

const { LEADER, FOLLOWER } = gossip.MemberInfo.VNodeState;

export function clusterInfo(members: readonly Member[]): ClusterInfo {
  return new gossip.ClusterInfo().setMembersList(
    members.map(({ host, port, leads }) =>
      new gossip.MemberInfo()
        .setInstanceId(uuid(randomUUID()))
        .setTimeStamp(`${Date.now() * 10_000}`)
        .setState(leads ? LEADER : FOLLOWER)
        .setIsAlive(true)
        .setHttpEndPoint(new gossip.EndPoint().setAddress(host).setPort(port)),
    ),
  );
}
