import { Injectable } from '@nestjs/common';
import type { AuditOrder } from '../../identity/audit-order.js';
import { Clients } from '../../application/client/clients.js';
import { Measures } from '../../application/measure/measures.js';
import { Offices } from '../../application/office/offices.js';
import { Participations } from '../../application/participation/participations.js';
import { ProviderCases } from '../../application/provider-case/provider-cases.js';
import { Refused } from '../../application/refused.js';
import { Clock } from '../../clock.js';
import type { Principal } from '../../identity/principal.js';
import { reject } from '../../terms/rejection.js';
import { dayOf, toInstant } from '../../terms/times.js';
import { isAudited } from '../../views/participation-status/audited.js';
import { participationRow } from '../../views/participation-status/participation-row.js';
import { isAuditedCase } from '../../views/provider-cases/audited-cases.js';
import type { Acting } from './acting.js';

type Parameters = Readonly<Record<string, string>>;

/** Reads from the streams whether the caller is tied to one resource, so that a change bites on the next request. */
@Injectable()
export class Relations {
  constructor(
    private readonly clients: Clients,
    private readonly offices: Offices,
    private readonly participations: Participations,
    private readonly measures: Measures,
    private readonly cases: ProviderCases,
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
        return parameters['participationId'] === undefined
          ? parameters['providerId'] === principal.provider
          : this.ofProvider(principal, parameters['participationId']);
      case 'case':
        return this.ofCase(principal, role, parameters['caseId']!);
      case 'audit':
        return this.ofAudit(principal.audit!, parameters);
      case 'client':
        return parameters['participationId'] === undefined
          ? this.ofClient(principal, role, parameters['clientId']!)
          : this.ofParticipation(principal, role, parameters['participationId']);
    }
  }

  /** What a caller is not tied to is, to that caller, not there. */
  static unknown(parameters: Parameters): Refused {
    if (parameters['caseId'] !== undefined)
      return new Refused(reject('unknown-case', 'there is no such case'));
    if (parameters['participationId'] !== undefined)
      return new Refused(reject('unknown-participation', 'there is no such participation'));
    if (parameters['clientId'] !== undefined)
      return new Refused(reject('unknown-client', 'there is no such client'));
    if (parameters['measureId'] !== undefined)
      return new Refused(reject('unknown-measure', 'there is no such measure'));
    if (parameters['providerId'] !== undefined)
      return new Refused(reject('unknown-provider', 'there is no such provider'));
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

  /** Whether the caller may read a participation as it could be asked for by itself, in any role that is asked in. */
  async reads({ principal, role, roles }: Acting, participationId: string): Promise<boolean> {
    if (role === 'auditor') return this.audited(principal.audit!, participationId);
    if (role === 'provider') return this.ofProvider(principal, participationId);
    const tied = await Promise.all(roles.map(one => this.ofParticipation(principal, one, participationId)));
    return tied.some(Boolean);
  }

  async ofParticipation(
    principal: Principal,
    role: Acting['role'],
    participationId: string,
  ): Promise<boolean> {
    const state = await this.participations.state(participationId);
    return state.phase !== 'none' && this.ofClient(principal, role, state.clientId);
  }

  /**
   * A provider learns of a participation when a place of its measure is assigned or a voucher redeemed in it, not
   * before. A voucher that was issued anew may have been redeemed with another: then it is that one's.
   */
  private async ofProvider({ provider }: Principal, participationId: string): Promise<boolean> {
    const state = await this.participations.state(participationId);
    if (state.phase === 'none' || state.providerId !== provider) return false;
    const history = await this.participations.history(participationId);
    return history.some(
      ({ type, providerId }) =>
        (type === 'PlaceAssigned' || type === 'VoucherRedeemed') && providerId === provider,
    );
  }

  /** Whether the order names all that the path does; a path that names nothing is a list within the order. */
  private async ofAudit(order: AuditOrder, parameters: Parameters): Promise<boolean> {
    const judged = await Promise.all(
      Object.entries(parameters).map(([name, id]) => {
        if (name === 'participationId') return this.audited(order, id);
        if (name === 'measureId') return this.auditedMeasure(order, id);
        if (name === 'caseId') return this.auditedCase(order, id);
        return name === 'providerId' && order.providers.includes(id);
      }),
    );
    return judged.every(Boolean);
  }

  private async audited(order: AuditOrder, participationId: string): Promise<boolean> {
    const row = participationRow(await this.participations.history(participationId));
    return row !== undefined && isAudited(order, row);
  }

  private async auditedMeasure({ providers, measures }: AuditOrder, measureId: string): Promise<boolean> {
    const { measure } = await this.measures.state(measureId);
    if (measure.status === 'unknown') return false;
    return measures.includes(measureId) || providers.includes(measure.providerId);
  }

  /** A provider learns of a case with what is sent to it: a finding, an invitation or a demand, not before. */
  private async ofCase(
    { office, provider }: Principal,
    role: Acting['role'],
    caseId: string,
  ): Promise<boolean> {
    const { case: state } = await this.cases.state(caseId);
    if (state.phase === 'none') return false;
    return role === 'provider'
      ? state.providerId === provider && state.reachedAt !== undefined
      : state.officeId === office;
  }

  private async auditedCase(order: AuditOrder, caseId: string): Promise<boolean> {
    const { case: state } = await this.cases.state(caseId);
    if (state.phase === 'none') return false;
    const { providerId, measureId, openedAt, lastAt } = state;
    return isAuditedCase(order, {
      providerId,
      ...(measureId === undefined ? {} : { measureId }),
      openedOn: dayOf(openedAt),
      ...(state.phase === 'closed' ? { closedOn: dayOf(lastAt) } : {}),
    });
  }
}
