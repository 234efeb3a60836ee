import type { Role } from '../terms/actor.js';
import type { Instant } from '../terms/times.js';
import type { Reading } from './dossier.js';

/** A read as the access log keeps it; who read it by name is not told. */
export interface LoggedReading {
  readonly id: string;
  readonly at: Instant;
  readonly reader: { readonly role: Role; readonly organisation: string | null };
  readonly operation: string;
  readonly purpose: string | null;
}

type ReadPart = (part: {
  readonly before?: string;
  readonly limit: number;
}) => Promise<readonly LoggedReading[]>;

const limit = 500;

/**
 * Who read a case so far, the first read first, and at last the one in which the dossier is made.
 * @param read a part of the access log about the case, the newest first
 */
export async function readingsOf(read: ReadPart, thisOne: Reading): Promise<readonly Reading[]> {
  const newestFirst: LoggedReading[] = [];
  for (let before: string | undefined; ;) {
    const part = await read(before === undefined ? { limit } : { limit, before });
    newestFirst.push(...part);
    if (part.length < limit) break;
    before = part.at(-1)!.id;
  }
  return [...newestFirst.toReversed().map(told), { ...thisOne, thisOne: true }];
}

const told = ({ at, reader: { role, organisation }, operation, purpose }: LoggedReading): Reading => ({
  at,
  reader: { role, ...(organisation === null ? {} : { organisation }) },
  operation,
  purpose,
});
