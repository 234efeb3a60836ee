import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { colleagueRoles, type ColleagueRole } from '../../terms/catalogues.js';
import { Code, Flag, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Clients } from './clients.js';

/** Somebody else's advice was asked about the client. */
export class ConsultColleague extends Recording {
  @Id()
  readonly clientId!: string;

  @Code(colleagueRoles, { description: 'Whose advice was asked.' })
  readonly role!: ColleagueRole;

  @Flag({ description: 'Whether the client was not named.' })
  readonly anonymised!: boolean;

  @Text({ optional: true })
  readonly note?: string;
}

@CommandHandler(ConsultColleague)
export class ConsultColleagueHandler implements ICommandHandler<ConsultColleague> {
  constructor(private readonly clients: Clients) {}

  execute(command: ConsultColleague): Promise<Receipt> {
    const { clientId, ...asked } = ownFields(command);
    return this.clients.record(clientId, command, { type: 'ConsultColleague', ...asked });
  }
}
