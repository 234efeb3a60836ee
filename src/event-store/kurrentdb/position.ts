/** Where an event stands in the log of all streams, as the client gives and takes it. */
export interface LogPosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

const digits = 20;
const form = /^(\d{20})-(\d{20})$/;

/** Padded, so that positions compare as strings: 20 digits hold every unsigned 64-bit number. */
export const toPosition = ({ commit, prepare }: LogPosition): string =>
  `${String(commit).padStart(digits, '0')}-${String(prepare).padStart(digits, '0')}`;

/** @throws TypeError: another store's position is a mistake */
export function fromPosition(position: string): LogPosition {
  const [, commit, prepare] = form.exec(position) ?? [];
  if (commit === undefined || prepare === undefined) throw new TypeError('not a position of this store');
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
}

/** A server that does not know where an event stands says so with the greatest number, or with nothing. */
export const isKnown = (position: LogPosition | undefined): position is LogPosition =>
  position !== undefined && position.commit < 2n ** 63n;
