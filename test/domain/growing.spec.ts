import fc from 'fast-check';
import { growing } from '../../src/terms/growing.js';

interface Entry {
  readonly value: number;
  readonly rewrites: boolean;
}

const sum = (history: readonly Entry[]): number => history.reduce((total, { value }) => total + value, 0);

describe('a fold of histories that grow', () => {
  const counted = () => {
    const folded: number[] = [];
    const fold = growing<Entry, number>(
      (state, since) => (since.some(({ rewrites }) => rewrites) ? undefined : state + sum(since)),
      history => {
        folded.push(history.length);
        return sum(history);
      },
    );
    return { fold, folded };
  };
  const entry = (value: number, rewrites = false): Entry => ({ value, rewrites });

  it('folds only what came since', () => {
    const { fold, folded } = counted();
    const first = [entry(1), entry(2)];
    expect([fold(first), fold([...first, entry(3)]), fold([...first])]).toEqual([3, 6, 3]);
    expect(folded).toEqual([2, 2]);
  });

  it('folds anew what is rewritten, and what differs anywhere before its end', () => {
    const { fold, folded } = counted();
    const [a, b, c] = [entry(1), entry(2), entry(3)] as const;
    expect(fold([a, b, c])).toBe(6);
    expect(fold([a, entry(20), c])).toBe(24);
    expect(fold([a, b, c, entry(4, true)])).toBe(10);
    expect(folded).toEqual([3, 3, 4]);
  });

  it('always says what folding anew says', () => {
    const pool = Array.from({ length: 6 }, (_, n) => entry(2 ** n, n === 5));
    const histories = fc.array(fc.array(fc.constantFrom(...pool), { maxLength: 8 }), { maxLength: 20 });
    fc.assert(
      fc.property(histories, asked => {
        const { fold } = counted();
        for (const history of asked) expect(fold(history)).toBe(sum(history));
      }),
    );
  });
});
