import { IsDefined, Matches } from 'class-validator';
import { commands } from '../../application/commands.js';
import { keyPattern } from '../../application/command-identity.js';
import { Code, Id, One } from '../../application/fields.js';
import { roles } from '../../terms/actor.js';

/** Who records anything at all (rules.md, "Who may do what"). */
const recording = roles.filter(role => role !== 'system' && role !== 'auditor' && role !== 'integrator');

/** Who recorded, as a line names it. */
class ImportActor {
  @Matches(/^\P{C}{1,128}$/u, {
    message: '$property must be 1 to 128 characters, none of them a control character',
  })
  @IsDefined({ message: '$property is missing' })
  readonly id!: string;

  @Code(recording)
  readonly role!: (typeof recording)[number];

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
