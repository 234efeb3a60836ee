import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { mandateAt } from '../../client/client.js';
import type { OfferGround } from '../../participation/commands.js';
import {
  relations,
  voucherBases,
  voucherGoals,
  type LegalBasis,
  type Relation,
  type VoucherGoal,
} from '../../terms/catalogues.js';
import { reject } from '../../terms/rejection.js';
import type { Day, Instant } from '../../terms/times.js';
import { Clients } from '../client/clients.js';
import { InvalidInput } from '../command-errors.js';
import { derivedId } from '../derived-id.js';
import { Code, DayField, Id, Text } from '../fields.js';
import { Measures } from '../measure/measures.js';
import { Offices } from '../office/offices.js';
import { ownFields, type Receipt } from '../recording.js';
import { Refused } from '../refused.js';
import { clientStream, measureStream, officeStream } from '../../event-codec/streams.js';
import { saidToOccur } from '../times-of.js';
import { offerFaults } from './offer-faults.js';
import { Participations } from './participations.js';
import { Weighing } from './weighing.js';

/** Offers a measure to a client, or a voucher. Provider and adviser are read from the streams, never sent. */
export class OfferMeasure extends Weighing {
  @Id({ optional: true, description: 'Made by the server where it is not brought.' })
  readonly participationId?: string;

  @Id()
  readonly clientId!: string;

  @Id({ optional: true, description: 'A measure that was bought; without it, a voucher is offered.' })
  readonly measureId?: string;

  @Code(voucherGoals, { optional: true, description: 'What the voucher is for; with `content`.' })
  readonly goal?: VoucherGoal;

  @Text({ optional: true, description: 'What a measure for that goal must contain.' })
  readonly content?: string;

  @Code(voucherBases, {
    optional: true,
    description: 'Of a voucher: sgb3-81 for qualification, sgb3-45-4 for all other goals, and so by default.',
  })
  readonly legalBasis?: (typeof voucherBases)[number];

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

type OfMeasure = Pick<OfferGround, 'providerId' | 'legalBasis' | 'track' | 'deficiencies'>;
type Reads = Readonly<Record<string, number>>;

@CommandHandler(OfferMeasure)
export class OfferMeasureHandler implements ICommandHandler<OfferMeasure> {
  constructor(
    private readonly participations: Participations,
    private readonly clients: Clients,
    private readonly measures: Measures,
    private readonly offices: Offices,
  ) {}

  async execute(command: OfferMeasure): Promise<Receipt> {
    const faults = offerFaults(command);
    if (faults.length) throw new InvalidInput(faults);
    const { participationId: brought, legalBasis: _, ...offer } = ownFields(command);
    const participationId = brought ?? derivedId(command.origin.commandId, 'participationId');
    const [ofClient, clientReads] = await this.ofClient(offer.clientId, saidToOccur(command));
    const [ofMeasure, measureReads] = await this.ofMeasure(command);
    await this.follows(offer.followsId, offer.clientId);
    return this.participations.record(participationId, {
      command,
      decided: { type: 'OfferMeasure', ...offer, ground: { ...ofClient, ...ofMeasure } },
      id: participationId,
      reads: { ...clientReads, ...measureReads },
    });
  }

  /** Of the client as of the offer, and of the office whose client it is. */
  private async ofClient(
    clientId: string,
    at: Instant | undefined,
  ): Promise<[Omit<OfferGround, keyof OfMeasure>, Reads]> {
    const { client, revision } = await this.clients.state(clientId);
    if (client.status === 'unknown') throw new Refused(reject('unknown-client', 'there is no such client'));
    const { adviserId, officeId, mandates } = client;
    // Where none was clarified by then, the latest may have been written down without its day.
    const mandate = (at === undefined ? undefined : mandateAt(mandates, at)) ?? client.mandate;
    const { office, revision: of } = await this.offices.state(officeId);
    const known = of < 0 ? {} : { [officeStream(officeId)]: of };
    const state = office.registered ? { state: office.state } : {};
    return [
      { adviserId, officeId, ...state, mandate },
      { [clientStream(clientId)]: revision, ...known },
    ];
  }

  private async ofMeasure(command: OfferMeasure): Promise<[OfMeasure, Reads]> {
    const { measureId, goal, legalBasis } = command;
    if (measureId === undefined) return [{ legalBasis: legalBasis ?? basisOf(goal!), track: 'voucher' }, {}];
    const { measure, revision } = await this.measures.state(measureId);
    if (measure.status === 'unknown' || measure.track !== 'purchased')
      throw new Refused(reject('unknown-measure', 'there is no such purchased measure'));
    const { providerId, legalBasis: basis, track } = measure;
    const deficiencies = await this.measures.toWeigh(measureId, saidToOccur(command));
    return [{ providerId, legalBasis: basis, track, deficiencies }, { [measureStream(measureId)]: revision }];
  }

  /** An earlier participation of somebody else is, to this offer, none. */
  private async follows(followsId: string | undefined, clientId: string): Promise<void> {
    if (followsId === undefined) return;
    const earlier = await this.participations.state(followsId);
    if (earlier.phase === 'none' || earlier.clientId !== clientId)
      throw new Refused(reject('unknown-participation', `the client has no participation ${followsId}`));
  }
}

const basisOf = (goal: VoucherGoal): LegalBasis => (goal === 'qualification' ? 'sgb3-81' : 'sgb3-45-4');
