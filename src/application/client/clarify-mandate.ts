import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  circumstances,
  mandateResults,
  type Circumstance,
  type MandateResult,
} from '../../terms/catalogues.js';
import { Code, Codes, Id, Text } from '../fields.js';
import { Recording, type Receipt } from '../recording.js';
import { Clients } from './clients.js';

/** Whether the client wants to be advised. Withholding it does no harm. */
export class ClarifyMandate extends Recording {
  @Id()
  readonly clientId!: string;

  @Code(mandateResults)
  readonly result!: MandateResult;

  @Codes(circumstances, { optional: true })
  readonly circumstances?: Circumstance[];

  @Text({ optional: true })
  readonly concern?: string;
}

@CommandHandler(ClarifyMandate)
export class ClarifyMandateHandler implements ICommandHandler<ClarifyMandate> {
  constructor(private readonly clients: Clients) {}

  execute(command: ClarifyMandate): Promise<Receipt> {
    const { clientId, result, circumstances: named = [], concern } = command;
    const said = { result, circumstances: named, ...(concern === undefined ? {} : { concern }) };
    return this.clients.record(clientId, command, { type: 'ClarifyMandate', ...said });
  }
}
