const seconds = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;
const longest = 366 * seconds.d;

/** Seconds of a text as `90s`, `30m`, `8h` or `7d`; undefined for anything else and beyond 366 days. */
export function validityIn(text: string): number | undefined {
  const [, count, unit] = /^(\d{1,8})([smhd])$/.exec(text) ?? [];
  if (count === undefined) return undefined;
  const value = Number(count) * seconds[unit as keyof typeof seconds];
  return value >= 1 && value <= longest ? value : undefined;
}
