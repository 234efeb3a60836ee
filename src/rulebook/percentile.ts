/**
 * The value at a percentile by nearest rank (rules.md, "Days"): the smallest that at least `percent` of all reach or
 * stay below. Undefined where there is none.
 * @param counts how often each value occurs
 */
export function percentile(counts: ReadonlyMap<number, number>, percent: number): number | undefined {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const rank = Math.max(1, Math.ceil((percent * total) / 100));
  let seen = 0;
  for (const [value, count] of [...counts].toSorted(([a], [b]) => a - b)) {
    seen += count;
    if (seen >= rank) return value;
  }
  return undefined;
}
