import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InvalidInput } from '../command-errors.js';
import { derivedId } from '../derived-id.js';
import { Id } from '../fields.js';
import { Recording, type Receipt } from '../recording.js';
import { Clients } from './clients.js';

/** Registers a client under a pseudonym; names live elsewhere. */
export class RegisterClient extends Recording {
  @Id({ optional: true, description: 'A pseudonym. Made by the server where it is not brought.' })
  readonly clientId?: string;

  @Id({ optional: true, description: 'Default: the office of the caller.' })
  readonly officeId?: string;

  @Id({ optional: true, description: 'Default: the caller.' })
  readonly adviserId?: string;
}

@CommandHandler(RegisterClient)
export class RegisterClientHandler implements ICommandHandler<RegisterClient> {
  constructor(private readonly clients: Clients) {}

  execute(command: RegisterClient): Promise<Receipt> {
    const { actor, commandId } = command.origin;
    const officeId = command.officeId ?? actor.organisation;
    if (officeId === undefined) throw new InvalidInput([{ field: 'officeId', problem: 'is missing' }]);
    const clientId = command.clientId ?? derivedId(commandId, 'clientId');
    const decided = { type: 'RegisterClient', officeId, adviserId: command.adviserId ?? actor.id } as const;
    return this.clients.record(clientId, command, decided);
  }
}
