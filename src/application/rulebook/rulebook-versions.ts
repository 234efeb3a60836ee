import { Injectable } from '@nestjs/common';
import { addRulebook, versionsIn } from '../../rulebook/decide.js';
import type { RulebookEntry } from '../../rulebook/events.js';
import { Rulebooks, type Rulebook } from '../../rulebook/rulebook.js';
import { Histories } from '../histories.js';
import { Journal } from '../journal.js';
import type { Receipt, Recording } from '../recording.js';
import { rulebookStream } from '../../event-codec/streams.js';

const asEntries = (history: readonly unknown[]): readonly RulebookEntry[] =>
  history as readonly RulebookEntry[];

/** The versions of the rulebook as their stream has them. */
@Injectable()
export class RulebookVersions {
  constructor(
    private readonly journal: Journal,
    private readonly histories: Histories,
  ) {}

  /** In the order in which they were added. */
  async history(): Promise<readonly RulebookEntry[]> {
    return asEntries(await this.histories.of(rulebookStream));
  }

  /** All of them as of now. */
  async rulebooks(): Promise<Rulebooks> {
    const rulebooks = new Rulebooks();
    rulebooks.add(versionsIn(await this.history()));
    return rulebooks;
  }

  add(command: Recording, rulebook: Rulebook): Promise<Receipt> {
    return this.journal.record({
      stream: rulebookStream,
      command,
      id: rulebook.version,
      decide: history => addRulebook(rulebook, asEntries(history)),
    });
  }
}
