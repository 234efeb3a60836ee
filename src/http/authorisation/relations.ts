import { Injectable } from '@nestjs/common';
import { Clients } from '../../application/client/clients.js';
import { Offices } from '../../application/office/offices.js';
import { Participations } from '../../application/participation/participations.js';
import { Refused } from '../../application/refused.js';
import { Clock } from '../../clock.js';
import type { Principal } from '../../identity/principal.js';
import { reject } from '../../terms/rejection.js';
import { dayOf, toInstant } from '../../terms/times.js';
import type { Acting } from './acting.js';

type Parameters = Readonly<Record<string, string>>;

/** Reads from the streams whether the caller is tied to one resource, so that a change bites on the next request. */
@Injectable()
export class Relations {
  constructor(
    private readonly clients: Clients,
    private readonly offices: Offices,
    private readonly participations: Participations,
    private readonly clock: Clock,
  ) {}

  /** Whether the caller, in this role, is tied to what the path names. @throws Refused for what is not there */
  async holds({ principal, role, relation }: Acting, parameters: Parameters): Promise<boolean> {
    switch (relation) {
      case 'any':
      case 'scope':
        return true;
      case 'office':
        return parameters['officeId'] === principal.office;
      case 'provider':
        return this.ofProvider(principal, parameters['participationId']!);
      case 'client':
        return parameters['participationId'] === undefined
          ? this.ofClient(principal, role, parameters['clientId']!)
          : this.ofParticipation(principal, role, parameters['participationId']);
    }
  }

  /** What a caller is not tied to is, to that caller, not there. */
  static unknown(parameters: Parameters): Refused {
    if (parameters['participationId'] !== undefined)
      return new Refused(reject('unknown-participation', 'there is no such participation'));
    if (parameters['clientId'] !== undefined)
      return new Refused(reject('unknown-client', 'there is no such client'));
    return new Refused(reject('unknown-office', 'there is no such office'));
  }

  async ofClient(principal: Principal, role: Acting['role'], clientId: string): Promise<boolean> {
    const { client } = await this.clients.state(clientId);
    if (client.status === 'unknown') return false;
    if (role === 'team-lead') return client.officeId === principal.office;
    if (client.adviserId === principal.subject) return true;
    const today = dayOf(toInstant(this.clock.now()));
    return this.offices.deputises(client.officeId, principal.subject, client.adviserId, today);
  }

  private async ofParticipation(
    principal: Principal,
    role: Acting['role'],
    participationId: string,
  ): Promise<boolean> {
    const state = await this.participations.state(participationId);
    return state.phase !== 'none' && this.ofClient(principal, role, state.clientId);
  }

  /** A provider learns of a participation when a place of its measure is assigned, not before. */
  private async ofProvider({ provider }: Principal, participationId: string): Promise<boolean> {
    const history = await this.participations.history(participationId);
    return history.some(event => event.type === 'PlaceAssigned' && event.providerId === provider);
  }
}
