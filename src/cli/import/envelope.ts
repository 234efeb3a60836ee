import { IsDefined, Matches } from 'class-validator';
import { commands } from '../../application/commands.js';
import { keyPattern } from '../../application/command-identity.js';
import { Code, Id, One } from '../../application/fields.js';
import { roles, type Role } from '../../terms/actor.js';

/** Who recorded, as a line names it. */
class ImportActor {
  @Matches(/^\P{C}{1,128}$/u, {
    message: '$property must be 1 to 128 characters, none of them a control character',
  })
  @IsDefined({ message: '$property is missing' })
  readonly id!: string;

  @Code(roles.filter(role => role !== 'system'))
  readonly role!: Exclude<Role, 'system'>;

  @Id({ optional: true })
  readonly organisation?: string;
}

/** What a line has beside the fields of its command. */
export class Envelope {
  @Code(Object.keys(commands))
  readonly command!: string;

  @Matches(keyPattern, { message: '$property must be 1 to 255 visible ASCII characters' })
  @IsDefined({ message: '$property is missing' })
  readonly key!: string;

  @One(ImportActor)
  readonly actor!: ImportActor;
}
