import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { One } from '../fields.js';
import { Recording, type Receipt } from '../recording.js';
import { RulebookFields, rulebookOf } from './rulebook-fields.js';
import { RulebookVersions } from './rulebook-versions.js';

/** Adds a version of the rulebook. It applies to what is recorded after it, whatever day it is valid from. */
export class AddRulebook extends Recording {
  // A field of its own: what a rulebook rests on and whose word an entry is are both a `source`.
  @One(RulebookFields)
  readonly rulebook!: RulebookFields;
}

@CommandHandler(AddRulebook)
export class AddRulebookHandler implements ICommandHandler<AddRulebook> {
  constructor(private readonly versions: RulebookVersions) {}

  execute(command: AddRulebook): Promise<Receipt> {
    return this.versions.add(command, rulebookOf(command.rulebook));
  }
}
