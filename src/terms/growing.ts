/** Whether `history` begins with the very same entries. */
const continues = <E>(history: readonly E[], known: readonly E[]): boolean =>
  known.length <= history.length && known.every((entry, index) => history[index] === entry);

/**
 * A fold over histories that only grow. What was folded of one is kept with its first entry, as long as that lives,
 * and only the entries that came since are folded on. The result is that of folding anew: entries are compared one by
 * one, and whatever does not continue what was folded is folded from its start.
 * @param onward the state after `since`, or undefined where they change how earlier entries read
 * @param anew the state of a whole history
 */
export function growing<E extends object, S>(
  onward: (state: S, since: readonly E[]) => S | undefined,
  anew: (history: readonly E[]) => S,
): (history: readonly E[]) => S {
  const folded = new WeakMap<E, { readonly history: readonly E[]; readonly state: S }>();
  return history => {
    const first = history[0];
    if (!first) return anew(history);
    const known = folded.get(first);
    const on = known && continues(history, known.history);
    if (on && known.history.length === history.length) return known.state;
    const state =
      (on ? onward(known.state, history.slice(known.history.length)) : undefined) ?? anew(history);
    if (!known || history.length > known.history.length) folded.set(first, { history, state });
    return state;
  };
}
