import { IdempotencyKeyReused } from '../../application/command-errors.js';
import type { CommandName } from '../../application/commands.js';
import type { Receipt, Recording } from '../../application/recording.js';
import type { Turns } from '../../turns.js';
import { CreationsQuery } from '../../views/creations/creations.js';
import { Freshness } from '../../views/freshness.js';

/** Commands that begin a stream, under an id that their body may bring. */
export const creating: ReadonlySet<CommandName> = new Set<CommandName>([
  'RegisterClient',
  'RegisterOffice',
  'RegisterProvider',
  'RegisterMeasure',
  'OfferMeasure',
  'OpenProviderCase',
]);

/**
 * A key that made something under one id is not good for another. The stream of the new id knows nothing of it, so
 * the view of creations is asked; every other reuse is found in the stream itself.
 */
export class UsedKeys {
  /** @param turns of all that serve the same log: of two requests that come at once one finds what the other has made */
  constructor(
    private readonly creations: CreationsQuery,
    private readonly freshness: Freshness,
    private readonly turns: Pick<Turns, 'take'>,
  ) {}

  /**
   * Records a command unless its key has made something else. Under one key one request comes after the other, so
   * that the second finds what the first has made.
   * @throws IdempotencyKeyReused, ViewBehind, and what `record` throws
   */
  async guard(name: CommandName, command: Recording, record: () => Promise<Receipt>): Promise<Receipt> {
    const { commandId, digest } = command.origin;
    if (digest === '' || !creating.has(name)) return record();
    return this.turns.take(commandId, async () => {
      const { made } = await this.freshness.answer(undefined, async () => ({
        made: await this.creations.digestOf(commandId),
      }));
      if (made !== undefined && made !== digest) throw new IdempotencyKeyReused();
      return record();
    });
  }
}
