import { Random } from '../../src/demo/random.js';

const many = <T>(make: () => T, count = 20_000): T[] => Array.from({ length: count }, make);

describe('chance that repeats itself', () => {
  it('gives the same words the same sequence, and others another', () => {
    const sequence = (...words: string[]) => many(Random.of(...words).next.bind(Random.of(...words)), 5);
    expect(sequence('a', 'b')).toEqual(sequence('a', 'b'));
    expect(sequence('a', 'b')).not.toEqual(sequence('a', 'c'));
  });

  it('fills its range evenly, both ends included', () => {
    const random = Random.of('range');
    const drawn = Map.groupBy(
      many(() => random.whole(3, 7)),
      n => n,
    );
    expect([...drawn.keys()].toSorted((a, b) => a - b)).toEqual([3, 4, 5, 6, 7]);
    for (const of of drawn.values()) expect(Math.abs(of.length - 4_000)).toBeLessThan(300);
  });

  it('draws by weight, and nothing that has none', () => {
    const random = Random.of('weights');
    const drawn = Map.groupBy(
      many(() => random.weighted({ often: 3, seldom: 1, never: 0 })),
      key => key,
    );
    expect(drawn.has('never')).toBe(false);
    expect(Math.abs(drawn.get('often')!.length - 15_000)).toBeLessThan(400);
  });

  it('takes some of a list, in its order and each once', () => {
    const random = Random.of('some');
    for (const some of many(() => random.some(3, [1, 2, 3, 4, 5]), 200)) {
      expect(some).toHaveLength(3);
      expect(some).toEqual([...new Set(some)].toSorted((a, b) => a - b));
    }
    expect(random.some(9, [1, 2])).toEqual([1, 2]);
  });

  it('makes UUIDs of version 4, all different', () => {
    const random = Random.of('ids');
    const ids = many(() => random.uuid());
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids)
      expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });
});
