import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Id, Text } from '../fields.js';
import { Recording, type Receipt } from '../recording.js';
import { Clients } from './clients.js';

/** Another adviser takes over the client, with everything that was recorded. */
export class HandOverClient extends Recording {
  @Id()
  readonly clientId!: string;

  @Id()
  readonly toAdviserId!: string;

  @Text({ optional: true })
  readonly reason?: string;
}

@CommandHandler(HandOverClient)
export class HandOverClientHandler implements ICommandHandler<HandOverClient> {
  constructor(private readonly clients: Clients) {}

  execute(command: HandOverClient): Promise<Receipt> {
    const { clientId, toAdviserId, reason } = command;
    const decided = {
      type: 'HandOverClient',
      toAdviserId,
      ...(reason === undefined ? {} : { reason }),
    } as const;
    return this.clients.record(clientId, command, decided);
  }
}
