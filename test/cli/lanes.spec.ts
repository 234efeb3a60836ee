import { Lanes } from '../../src/cli/import/lanes.js';

/** Work that is begun in some order and ends when told to; `begun` and `done` name it in the order it was so. */
function workshop() {
  const lanes = new Lanes();
  const begun: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<string>>();
  return {
    begun,
    run: (name: string, reads: readonly string[], writes: readonly string[]) => {
      const end = Promise.withResolvers<string>();
      ends.set(name, end);
      return lanes.run({ reads, writes }, () => {
        begun.push(name);
        return end.promise;
      });
    },
    end: async (name: string) => {
      ends.get(name)!.resolve(name);
      await new Promise(setImmediate);
    },
    fail: async (name: string) => {
      ends.get(name)!.reject(new Error(name));
      await new Promise(setImmediate);
    },
  };
}

describe('lanes', () => {
  it('run what touches different streams at once', () => {
    const { run, begun } = workshop();
    void run('one', [], ['a']);
    void run('two', ['c'], ['b']);
    void run('three', ['c'], []);
    expect(begun).toEqual(['one', 'two', 'three']);
  });

  it('keep the order of what writes the same stream', async () => {
    const { run, begun, end } = workshop();
    void run('one', [], ['a', 'b']);
    void run('two', [], ['b', 'c']);
    void run('three', [], ['c']);
    expect(begun).toEqual(['one']);
    await end('one');
    expect(begun).toEqual(['one', 'two']);
    await end('two');
    expect(begun).toEqual(['one', 'two', 'three']);
  });

  it('let readings go together, after the writing before and before the writing behind them', async () => {
    const { run, begun, end } = workshop();
    void run('write', [], ['a']);
    void run('read', ['a'], ['b']);
    void run('read too', ['a'], ['c']);
    void run('write again', [], ['a']);
    await end('write');
    expect(begun).toEqual(['write', 'read', 'read too']);
    await end('read too');
    expect(begun).toEqual(['write', 'read', 'read too']);
    await end('read');
    expect(begun).toEqual(['write', 'read', 'read too', 'write again']);
  });

  it('go on after work that failed, and tell only its own caller', async () => {
    const { run, begun, end, fail } = workshop();
    const first = run('one', [], ['a']);
    const second = run('two', [], ['a']);
    await Promise.all([fail('one'), expect(first).rejects.toThrow('one')]);
    expect(begun).toEqual(['one', 'two']);
    await end('two');
    await expect(second).resolves.toBe('two');
  });
});
