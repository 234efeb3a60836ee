import { Injectable } from '@nestjs/common';
import { RegisterClient } from '../../application/client/register-client.js';
import { InvalidInput } from '../../application/command-errors.js';
import { DisputeEntry } from '../../application/participation/dispute-entry.js';
import { FlagDropoutRisk } from '../../application/participation/flag-dropout-risk.js';
import { OfferMeasure } from '../../application/participation/offer-measure.js';
import { Participations } from '../../application/participation/participations.js';
import type { Recording } from '../../application/recording.js';
import { Refused } from '../../application/refused.js';
import { reject } from '../../terms/rejection.js';
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

  /** @throws Problem, Refused, InvalidInput where the command reaches beyond the caller */
  async check(command: Recording, acting: Acting): Promise<void> {
    if (command instanceof RegisterClient) return registersOwn(command, acting);
    if (command instanceof OfferMeasure) return this.offersOwn(command, acting);
    if (acting.role !== 'provider') return;
    if (command instanceof FlagDropoutRisk) return speaksForItself('raisedBy', command.raisedBy);
    if (command instanceof DisputeEntry) return this.disputesOwn(command);
  }

  private async offersOwn({ clientId }: OfferMeasure, { principal, role }: Acting): Promise<void> {
    if (!(await this.relations.ofClient(principal, role, clientId)))
      throw new Refused(reject('unknown-client', 'there is no such client'));
  }

  private async disputesOwn({ participationId, eventId, disputedBy }: DisputeEntry): Promise<void> {
    speaksForItself('disputedBy', disputedBy);
    const history = await this.participations.history(participationId);
    if (!history.some(({ id, source }) => id === eventId && source === 'provider'))
      throw new Refused(reject('unknown-entry', `there is no entry ${eventId}`));
  }
}

function registersOwn({ officeId, adviserId }: RegisterClient, { principal, role }: Acting): void {
  const elsewhere = officeId !== undefined && officeId !== principal.office;
  const another = adviserId !== undefined && adviserId !== principal.subject;
  if (elsewhere || (another && role !== 'team-lead'))
    throw new Problem(
      'forbidden',
      'A client is registered in the own office and, by an adviser, as the own.',
    );
}

function speaksForItself(field: string, who: string): void {
  if (who !== 'provider') throw new InvalidInput([{ field, problem: 'is provider where a provider speaks' }]);
}
