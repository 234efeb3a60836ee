import { remembered, rememberedOf } from '../../src/terms/remembered.js';

describe('what is remembered of a value', () => {
  it('is computed once', () => {
    const asked: string[] = [];
    const length = remembered((text: string) => {
      asked.push(text);
      return text.length;
    });
    expect(['a', 'bc', 'a', 'bc', 'a'].map(length)).toEqual([1, 2, 1, 2, 1]);
    expect(asked).toEqual(['a', 'bc']);
  });

  it('is forgotten before it becomes too much, and then computed again', () => {
    let computed = 0;
    const next = remembered((n: number) => {
      computed++;
      return n + 1;
    });
    for (let n = 0; n < 120_000; n++) if (next(n) !== n + 1) throw new Error(`${n} and one is ${next(n)}`);
    expect(next(0)).toBe(1);
    expect(computed).toBe(120_001);
  });
});

describe('what is remembered of a list', () => {
  const counted = () => {
    let computed = 0;
    const sum = rememberedOf<number, number>(all => {
      computed++;
      return all.reduce((a, b) => a + b, 0);
    });
    return { sum, computed: () => computed };
  };

  it('is that of the very list, and of no other', () => {
    const { sum, computed } = counted();
    const all = [1, 2];
    expect([sum(all), sum(all), sum([1, 2]), sum([1, 3])]).toEqual([3, 3, 3, 4]);
    expect(computed()).toBe(3);
  });

  it('is read again once the list has grown', () => {
    const { sum } = counted();
    const all = [1, 2];
    expect(sum(all)).toBe(3);
    all.push(3);
    expect(sum(all)).toBe(6);
  });
});
