import { Injectable } from '@nestjs/common';
import { IdempotencyKeyReused } from '../../application/command-errors.js';
import type { CommandName } from '../../application/commands.js';
import type { Recording } from '../../application/recording.js';
import { CreationsQuery } from '../../views/creations/creations.js';
import { Freshness } from '../../views/freshness.js';

const creating: ReadonlySet<CommandName> = new Set<CommandName>([
  'RegisterClient',
  'RegisterProvider',
  'RegisterMeasure',
  'OfferMeasure',
]);

/**
 * A key that made something under one id is not good for another. The stream of the new id knows nothing of it, so
 * the view of creations is asked; every other reuse is found in the stream itself.
 */
@Injectable()
export class UsedKeys {
  constructor(
    private readonly creations: CreationsQuery,
    private readonly freshness: Freshness,
  ) {}

  /** @throws IdempotencyKeyReused, ViewBehind */
  async check(name: CommandName, { origin: { commandId, digest } }: Recording): Promise<void> {
    if (digest === '' || !creating.has(name)) return;
    await this.freshness.reached();
    const made = await this.creations.digestOf(commandId);
    if (made !== undefined && made !== digest) throw new IdempotencyKeyReused();
  }
}
