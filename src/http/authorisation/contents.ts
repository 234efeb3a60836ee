import { Injectable } from '@nestjs/common';
import { RegisterClient } from '../../application/client/register-client.js';
import { InvalidInput } from '../../application/command-errors.js';
import { DisputeEntry } from '../../application/participation/dispute-entry.js';
import { FlagDropoutRisk } from '../../application/participation/flag-dropout-risk.js';
import { OfferMeasure } from '../../application/participation/offer-measure.js';
import { Participations } from '../../application/participation/participations.js';
import { AddEvidence } from '../../application/provider-case/add-evidence.js';
import { affectedBy } from '../../application/provider-case/cited.js';
import { OpenProviderCase } from '../../application/provider-case/open-provider-case.js';
import { ReassessCrisis } from '../../application/participation/reassess-crisis.js';
import { providerFaults } from '../../application/provider-commands.js';
import type { Recording } from '../../application/recording.js';
import { Refused } from '../../application/refused.js';
import { reject } from '../../terms/rejection.js';
import { caseHistory } from '../../views/case-history/case-history.js';
import { providerView, type ProviderEntry } from '../../views/case-history/provider-view.js';
import { Problem } from '../problem/problem.js';
import type { Acting } from './acting.js';
import { Relations } from './relations.js';

/** What the body itself names must be the caller's too. */
@Injectable()
export class Contents {
  constructor(
    private readonly relations: Relations,
    private readonly participations: Participations,
  ) {}

  /**
   * @returns the caller in the role that the body asks for
   * @throws Problem, Refused, InvalidInput where the command reaches beyond the caller
   */
  async check(command: Recording, acting: Acting): Promise<Acting> {
    if (command instanceof RegisterClient) return registering(command, acting);
    if (command instanceof OfferMeasure) return this.offering(command, acting);
    if (command instanceof OpenProviderCase || command instanceof AddEvidence)
      return this.citing(affectedBy(command), acting);
    if (acting.role === 'provider') await this.checkOfProvider(command, acting.principal.provider!);
    return acting;
  }

  private async offering({ clientId }: OfferMeasure, acting: Acting): Promise<Acting> {
    for (const role of acting.roles)
      if (await this.relations.ofClient(acting.principal, role, clientId)) return { ...acting, role };
    throw new Refused(reject('unknown-client', 'there is no such client'));
  }

  /** Whoever cites a participation as evidence may read it: another's is, to them, not there. */
  private async citing(participationIds: readonly string[], acting: Acting): Promise<Acting> {
    for (const role of acting.roles) {
      const tied = await Promise.all(
        participationIds.map(id => this.relations.ofParticipation(acting.principal, role, id)),
      );
      if (tied.every(Boolean)) return { ...acting, role };
    }
    throw new Refused(reject('unknown-participation', 'there is no such participation'));
  }

  /** A provider speaks for itself, and of what it is shown. */
  private async checkOfProvider(command: Recording, providerId: string): Promise<void> {
    const faults = providerFaults(command);
    if (faults.length) throw new InvalidInput(faults);
    if (command instanceof FlagDropoutRisk) {
      const { because = [] } = command;
      const shown = because.length ? await this.shown(command.participationId, providerId) : [];
      const missing = because.filter(id => !shown.some(({ eventId }) => eventId === id));
      if (missing.length)
        throw new Refused(reject('unknown-entry', `there are no entries ${missing.join(', ')}`));
    }
    if (command instanceof ReassessCrisis) {
      const shown = await this.shown(command.participationId, providerId);
      if (!shown.some(({ type, data }) => type === 'CrisisOpened' && data['crisisId'] === command.crisisId))
        throw new Refused(reject('unknown-crisis', `there is no crisis ${command.crisisId}`));
    }
    if (command instanceof DisputeEntry) {
      const history = await this.participations.history(command.participationId);
      const own = history.find(({ id, source }) => id === command.eventId && source === 'provider');
      if (own?.providerId !== providerId)
        throw new Refused(reject('unknown-entry', `there is no entry ${command.eventId}`));
    }
  }

  private async shown(participationId: string, providerId: string): Promise<readonly ProviderEntry[]> {
    const history = caseHistory(await this.participations.history(participationId));
    return providerView(history, providerId)?.entries ?? [];
  }
}

/** In the own office; as somebody else's client only by a team-lead. */
function registering({ officeId, adviserId }: RegisterClient, acting: Acting): Acting {
  const { principal, role, roles } = acting;
  const elsewhere = officeId !== undefined && officeId !== principal.office;
  const another = adviserId !== undefined && adviserId !== principal.subject;
  if (elsewhere || (another && !roles.includes('team-lead')))
    throw new Problem(
      'forbidden',
      'A client is registered in the own office and, by an adviser, as the own.',
    );
  return { ...acting, role: another ? 'team-lead' : role };
}
