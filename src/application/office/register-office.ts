import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { regions, type Region } from '../../rulebook/working-days.js';
import { derivedId } from '../derived-id.js';
import { Code, Id } from '../fields.js';
import { Recording, type Receipt } from '../recording.js';
import { Offices } from './offices.js';

/** Registers an office, or corrects its state: the new one counts for what is recorded from then on. */
export class RegisterOffice extends Recording {
  @Id({ optional: true, description: 'Made by the server where it is not brought.' })
  readonly officeId?: string;

  @Code(regions, { description: 'Whose public holidays it keeps; BUND for those that hold nationwide.' })
  readonly state!: Region;
}

@CommandHandler(RegisterOffice)
export class RegisterOfficeHandler implements ICommandHandler<RegisterOffice> {
  constructor(private readonly offices: Offices) {}

  execute(command: RegisterOffice): Promise<Receipt> {
    const officeId = command.officeId ?? derivedId(command.origin.commandId, 'officeId');
    return this.offices.record(officeId, command, { type: 'RegisterOffice', state: command.state });
  }
}
