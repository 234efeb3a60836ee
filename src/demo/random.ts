/** Chance that repeats itself: sfc32, seeded from words by xmur3 (both public domain, by C. Doty-Humphrey and bryc). */
export class Random {
  private constructor(
    private a: number,
    private b: number,
    private c: number,
    private counter: number,
  ) {}

  /** The same words give the same sequence. */
  static of(...words: readonly (string | number)[]): Random {
    const seed = hashed(words.join('/'));
    const random = new Random(seed(), seed(), seed(), 1);
    for (let i = 0; i < 12; i++) random.next();
    return random;
  }

  /** From 0 up to, but not including, 1. */
  next(): number {
    return this.word() / 0x1_0000_0000;
  }

  /** A whole number; both ends are possible. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  within([from, to]: Range): number {
    return this.whole(from, to);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!;
  }

  /** One of the keys, each as often as its weight says. */
  weighted<K extends string | number>(weights: Readonly<Partial<Record<K, number>>>): K {
    const entries = Object.entries<number | undefined>(weights) as [K, number][];
    return this.pickBy(entries, ([, weight]) => weight)[0];
  }

  pickBy<T>(list: readonly T[], weightOf: (one: T) => number): T {
    let left = this.next() * list.reduce((sum, one) => sum + weightOf(one), 0);
    return list.find(one => (left -= weightOf(one)) < 0) ?? list.at(-1)!;
  }

  /** Up to `n` different ones, in the order of the list. */
  some<T>(n: number, list: readonly T[]): T[] {
    let wanted = Math.min(n, list.length);
    return list.filter((_, index) => {
      const taken = this.chance(wanted / (list.length - index));
      if (taken) wanted--;
      return taken;
    });
  }

  /** In the form of a UUID of version 4. */
  uuid(): string {
    const hex = Array.from({ length: 4 }, () => this.word().toString(16).padStart(8, '0')).join('');
    const variant = '89ab'[this.word() & 3]!;
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  /** In the form of a SHA-256, in hex. */
  sha256(): string {
    return Array.from({ length: 8 }, () => this.word().toString(16).padStart(8, '0')).join('');
  }

  private word(): number {
    const t = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + t) | 0;
    return t >>> 0;
  }
}

/** From, to; both ends belong to it. */
export type Range = readonly [from: number, to: number];

function hashed(text: string): () => number {
  let h = 1_779_033_703 ^ text.length;
  for (const char of text) {
    h = Math.imul(h ^ char.codePointAt(0)!, 3_432_918_353);
    h = (h << 13) | (h >>> 19);
  }
  return () => {
    h = Math.imul(h ^ (h >>> 16), 2_246_822_507);
    h = Math.imul(h ^ (h >>> 13), 3_266_489_909);
    return (h ^= h >>> 16);
  };
}
