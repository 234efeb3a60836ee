import { postgres } from '../../test/support/postgres/server.ts';
import { whenLeft } from './leaving.ts';

/**
 * A PostgreSQL for this run, where VIEW_STORE and TEST_POSTGRES name none: a container of an image that is at hand, or a
 * cluster of installed programs. Both write without waiting for the disk, for the product and for its limit alike.
 * @returns why there is none
 */
export async function ownPostgres(): Promise<string | undefined> {
  if (process.env['VIEW_STORE'] ?? process.env['TEST_POSTGRES']) return undefined;
  const lack = await postgres.lacks();
  if (lack !== undefined) return lack;
  const { address, stop } = await postgres.start();
  process.env['TEST_POSTGRES'] = address;
  whenLeft(stop);
  return undefined;
}
