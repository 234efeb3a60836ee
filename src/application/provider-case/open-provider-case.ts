import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  deficiencyCategories,
  deficiencySeverities,
  type DeficiencyCategory,
  type DeficiencySeverity,
} from '../../terms/catalogues.js';
import { reject } from '../../terms/rejection.js';
import type { Day } from '../../terms/times.js';
import { InvalidInput } from '../command-errors.js';
import { derivedId } from '../derived-id.js';
import { Code, DayField, Id, Ids, ListOf, One, Text } from '../fields.js';
import { Measures } from '../measure/measures.js';
import { Participations } from '../participation/participations.js';
import { Providers } from '../provider/providers.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Refused } from '../refused.js';
import { measureStream, providerStream } from '../../event-codec/streams.js';
import { Citation, Duty, mostCited } from './case-fields.js';
import { affectedBy, readCited } from './cited.js';
import { ProviderCases } from './provider-cases.js';

/** Opens a case with the deficiency that was observed. The office is the caller's and never sent. */
export class OpenProviderCase extends Recording {
  @Id({ optional: true, description: 'Made by the server where it is not brought.' })
  readonly caseId?: string;

  @Id()
  readonly providerId!: string;

  @Id({ optional: true, description: 'The measure of the provider in which it was observed.' })
  readonly measureId?: string;

  @Code(deficiencyCategories)
  readonly category!: DeficiencyCategory;

  @Code(deficiencySeverities)
  readonly severity!: DeficiencySeverity;

  @One(Duty, { description: 'Where the duty stands: the clause, the page of the concept or both.' })
  readonly dutyBreached!: Duty;

  @DayField()
  readonly observedOn!: Day;

  @Ids({ optional: true, most: mostCited, description: 'Participations that are affected.' })
  readonly participationIds?: string[];

  @ListOf(Citation, { optional: true, most: mostCited, description: 'Entries that are evidence.' })
  readonly evidence?: Citation[];

  @Text({ optional: true, description: 'What was observed.' })
  readonly fact?: string;

  @Text({ optional: true, most: 500, description: 'Where; the provider is told.' })
  readonly place?: string;

  @Text({ optional: true, most: 500, description: 'Who can bear witness; never told to the provider.' })
  readonly witness?: string;

  override assertedDay(): Day {
    return this.observedOn;
  }
}

@CommandHandler(OpenProviderCase)
export class OpenProviderCaseHandler implements ICommandHandler<OpenProviderCase> {
  constructor(
    private readonly cases: ProviderCases,
    private readonly providers: Providers,
    private readonly measures: Measures,
    private readonly participations: Participations,
  ) {}

  async execute(command: OpenProviderCase): Promise<Receipt> {
    const { actor, commandId } = command.origin;
    const { caseId = derivedId(commandId, 'caseId'), ...fields } = ownFields(command);
    const officeId = officeOf(actor.organisation, fields.dutyBreached);
    const provider = await this.providers.registered(fields.providerId);
    if (!provider.registered) throw new Refused(reject('unknown-provider', 'there is no such provider'));
    const evidence = (fields.evidence ?? []).map(({ participationId, eventId }) => ({
      participationId,
      eventId,
    }));
    const cited = { participationIds: fields.participationIds ?? [], evidence };
    const reads = {
      [providerStream(fields.providerId)]: provider.revision,
      ...(await this.measureRead(fields.measureId, fields.providerId)),
      ...(await readCited(this.participations, fields.providerId, cited)),
    };
    const { clause, conceptPage } = fields.dutyBreached;
    const dutyBreached = {
      ...(clause === undefined ? {} : { clause }),
      ...(conceptPage === undefined ? {} : { conceptPage }),
    };
    const own = { ...fields, officeId, dutyBreached, participationIds: affectedBy(cited), evidence };
    const decided = { type: 'OpenProviderCase', ...own } as const;
    return this.cases.record(caseId, { command, decided, id: caseId, reads });
  }

  private async measureRead(measureId: string | undefined, providerId: string) {
    if (measureId === undefined) return {};
    const { measure, revision } = await this.measures.state(measureId);
    if (measure.status === 'unknown' || measure.providerId !== providerId)
      throw new Refused(reject('unknown-measure', 'the provider has no such measure'));
    return { [measureStream(measureId)]: revision };
  }
}

/** @throws InvalidInput that names everything that is missing */
function officeOf(organisation: string | undefined, { clause, conceptPage }: Duty): string {
  const faults = [
    ...(organisation === undefined ? [{ field: 'actor.organisation', problem: 'is missing' }] : []),
    ...(clause === undefined && conceptPage === undefined
      ? [{ field: 'dutyBreached', problem: 'names neither clause nor conceptPage' }]
      : []),
  ];
  if (faults.length || organisation === undefined) throw new InvalidInput(faults);
  return organisation;
}
