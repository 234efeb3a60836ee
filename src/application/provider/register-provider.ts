import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InvalidInput } from '../command-errors.js';
import { derivedId } from '../derived-id.js';
import { Id, Text } from '../fields.js';
import { Recording, type Receipt } from '../recording.js';
import { canBeCalled } from '../../event-codec/streams.js';
import { Providers } from './providers.js';

/** Registers a provider of measures. */
export class RegisterProvider extends Recording {
  @Id({ optional: true, description: 'Made by the server where it is not brought.' })
  readonly providerId?: string;

  @Text({ most: 200, description: 'Name of the firm.' })
  readonly name!: string;

  @Text({ optional: true, most: 500, description: 'Whom to turn to; kept apart as sensitive.' })
  readonly contact?: string;
}

@CommandHandler(RegisterProvider)
export class RegisterProviderHandler implements ICommandHandler<RegisterProvider> {
  constructor(private readonly providers: Providers) {}

  execute(command: RegisterProvider): Promise<Receipt> {
    const { name, contact } = command;
    const providerId = command.providerId ?? derivedId(command.origin.commandId, 'providerId');
    if (!canBeCalled('provider', providerId))
      throw new InvalidInput([{ field: 'providerId', problem: 'must not begin with case-' }]);
    const decided = {
      type: 'RegisterProvider',
      name,
      ...(contact === undefined ? {} : { contact }),
    } as const;
    return this.providers.record(providerId, command, decided);
  }
}
