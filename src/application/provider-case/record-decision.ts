import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  caseDecisions,
  decidingBodies,
  type CaseDecision,
  type DecidingBody,
} from '../../terms/catalogues.js';
import { InvalidInput } from '../command-errors.js';
import { Code, Id, Text, Whole } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { ProviderCases } from './provider-cases.js';

/** Records a sanction that was decided, by whom and on which legal basis. */
export class RecordDecision extends Recording {
  @Id()
  readonly caseId!: string;

  @Code(caseDecisions)
  readonly decision!: CaseDecision;

  @Code(decidingBodies)
  readonly decidedBy!: DecidingBody;

  @Text({ most: 200, description: 'A citation of the law or the contract; it names no person.' })
  readonly legalBasis!: string;

  @Id({ optional: true, description: 'A code of the rulebook under which no cure need have lapsed.' })
  readonly exception?: string;

  @Whole({ optional: true, from: 1, to: 100_000_000_000, description: 'Of a penalty, in cents.' })
  readonly amount?: number;

  @Text({ optional: true, most: 20_000, description: 'The provider is told.' })
  readonly reasons?: string;
}

@CommandHandler(RecordDecision)
export class RecordDecisionHandler implements ICommandHandler<RecordDecision> {
  constructor(private readonly cases: ProviderCases) {}

  execute(command: RecordDecision): Promise<Receipt> {
    const { caseId, ...fields } = ownFields(command);
    if (fields.amount !== undefined && fields.decision !== 'penalty')
      throw new InvalidInput([{ field: 'amount', problem: 'is of a penalty only' }]);
    return this.cases.record(caseId, { command, decided: { type: 'RecordDecision', ...fields } });
  }
}
