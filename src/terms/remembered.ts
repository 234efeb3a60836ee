const atMost = 50_000;

/** A pure function of one plain value that keeps what it said, and forgets all of it before that becomes too much. */
export function remembered<K extends string | number, V extends NonNullable<unknown>>(
  compute: (of: K) => V,
): (of: K) => V {
  const known = new Map<K, V>();
  return of => {
    const before = known.get(of);
    if (before !== undefined) return before;
    const value = compute(of);
    if (known.size >= atMost) known.clear();
    known.set(of, value);
    return value;
  };
}

/**
 * A pure function of a list that keeps what it said as long as the list lives: several ask of the very same history. A
 * list that has grown meanwhile is read again; its entries are never exchanged.
 */
export function rememberedOf<E, V>(compute: (of: readonly E[]) => V): (of: readonly E[]) => V {
  const known = new WeakMap<readonly E[], { readonly length: number; readonly value: V }>();
  return of => {
    const before = known.get(of);
    if (before?.length === of.length) return before.value;
    const value = compute(of);
    known.set(of, { length: of.length, value });
    return value;
  };
}
