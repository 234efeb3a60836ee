import * as fc from 'fast-check';
import { Agenda } from '../../src/demo/plan/agenda.js';

describe('an agenda', () => {
  it('lives through everything in the order of time, of one moment in the order of noting', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 60 }), moments => {
        const agenda = new Agenda();
        const lived: [number, number][] = [];
        moments.forEach((at, noted) => agenda.at(at, () => lived.push([at, noted])));
        agenda.run(21);
        const expected = moments.map((at, noted): [number, number] => [at, noted]);
        expect(lived).toEqual(expected.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]));
      }),
    );
  });

  it('takes up what is noted on the way, and leaves undone what lies beyond the end', () => {
    const agenda = new Agenda();
    const lived: string[] = [];
    agenda.at(1, () => {
      lived.push('first');
      agenda.at(3, () => lived.push('third'));
      agenda.at(2, () => lived.push('second'));
      agenda.at(5, () => lived.push('never'));
    });
    agenda.run(5);
    expect(lived).toEqual(['first', 'second', 'third']);
    expect(agenda.now).toBe(3);
    expect(() => agenda.at(2, () => undefined)).toThrow(RangeError);
  });
});
