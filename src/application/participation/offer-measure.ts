import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { relations, type Relation } from '../../terms/catalogues.js';
import { reject } from '../../terms/rejection.js';
import type { Day } from '../../terms/times.js';
import { Clients } from '../client/clients.js';
import { InvalidInput } from '../command-errors.js';
import { derivedId } from '../derived-id.js';
import { Code, DayField, Id, Text } from '../fields.js';
import { Measures } from '../measure/measures.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Refused } from '../refused.js';
import { clientStream, measureStream } from '../streams.js';
import { Participations } from './participations.js';

/** Offers a measure to a client. Provider and adviser are read from the streams, never sent. */
export class OfferMeasure extends Recording {
  @Id({ optional: true, description: 'Made by the server where it is not brought.' })
  readonly participationId?: string;

  @Id()
  readonly clientId!: string;

  @Id()
  readonly measureId!: string;

  @Code(relations, {
    optional: true,
    description: 'How it relates to the earlier participation `followsId`.',
  })
  readonly relation?: Relation;

  @Id({ optional: true })
  readonly followsId?: string;

  @DayField({ optional: true })
  readonly decideBy?: Day;

  @Text({
    optional: true,
    description: 'Why it is offered although the client gave no mandate; marked everywhere.',
  })
  readonly overrideReason?: string;

  @Text({ optional: true })
  readonly note?: string;
}

@CommandHandler(OfferMeasure)
export class OfferMeasureHandler implements ICommandHandler<OfferMeasure> {
  constructor(
    private readonly participations: Participations,
    private readonly clients: Clients,
    private readonly measures: Measures,
  ) {}

  async execute(command: OfferMeasure): Promise<Receipt> {
    const fields = ownFields(command);
    if ((fields.relation === undefined) !== (fields.followsId === undefined))
      throw new InvalidInput([{ field: 'followsId', problem: 'and relation come together or not at all' }]);
    const participationId = fields.participationId ?? derivedId(command.origin.commandId, 'participationId');
    const [{ client, revision: clientRevision }, { measure, revision: measureRevision }] = await Promise.all([
      this.clients.state(fields.clientId),
      this.measures.state(fields.measureId),
    ]);
    if (client.status === 'unknown') throw new Refused(reject('unknown-client', 'there is no such client'));
    if (measure.status === 'unknown' || measure.track !== 'purchased')
      throw new Refused(reject('unknown-measure', 'there is no such purchased measure'));
    await this.follows(fields.followsId, fields.clientId);
    const { providerId, legalBasis, track } = measure;
    const ground = { adviserId: client.adviserId, mandate: client.mandate, providerId, legalBasis, track };
    const { participationId: _, ...offer } = fields;
    return this.participations.record(participationId, {
      command,
      decided: { type: 'OfferMeasure', ...offer, ground },
      id: participationId,
      reads: {
        [clientStream(fields.clientId)]: clientRevision,
        [measureStream(fields.measureId)]: measureRevision,
      },
    });
  }

  /** An earlier participation of somebody else is, to this offer, none. */
  private async follows(followsId: string | undefined, clientId: string): Promise<void> {
    if (followsId === undefined) return;
    const earlier = await this.participations.state(followsId);
    if (earlier.phase === 'none' || earlier.clientId !== clientId)
      throw new Refused(reject('unknown-participation', `the client has no participation ${followsId}`));
  }
}
