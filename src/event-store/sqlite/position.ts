const digits = 16;

/** Padded, so that positions compare as strings. 16 digits hold every integer that a number holds exactly. */
export const toPosition = (value: number): string => String(value).padStart(digits, '0');

/** The number behind a position; 0, which comes before all, for none. Another store's position is a mistake. */
export function fromPosition(position: string | undefined): number {
  if (position === undefined) return 0;
  if (!/^\d{16}$/.test(position)) throw new TypeError('not a position of this store');
  return Number(position);
}
