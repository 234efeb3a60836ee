import { atMost, type Figures, type Grown, type Line, type Result, type Verdict } from './figures.ts';

/** How a figure is called, and the most that it may grow by from the smallest log; some are only told. */
interface Bound {
  readonly figure: keyof Figures | 'memoryMb';
  readonly called: string;
  readonly within?: number;
}

const bounds: Readonly<
  Record<'rebuild' | 'reads' | 'start' | 'append' | 'commands' | 'lag', readonly Bound[]>
> = {
  rebuild: [
    { figure: 'perSecond', called: 'per s' },
    { figure: 'memoryMb', called: 'peak MB' },
  ],
  reads: [
    { figure: 'p50', called: 'p50 ms' },
    { figure: 'p99', called: 'p99 ms', within: 1.5 },
  ],
  start: [
    { figure: 'p50', called: 'ms', within: 1.5 },
    { figure: 'memoryMb', called: 'peak MB' },
  ],
  append: [
    { figure: 'perSecond', called: 'per s' },
    { figure: 'p99', called: 'p99 ms' },
  ],
  commands: [
    { figure: 'perSecond', called: 'per s' },
    { figure: 'p99', called: 'p99 ms' },
  ],
  lag: [
    { figure: 'p50', called: 'p50 ms' },
    { figure: 'p99', called: 'p99 ms' },
  ],
};

/** How the figures of a larger log stand to those of the smallest; limits are told, and are held to nothing. */
export function growthOf(name: keyof typeof bounds, small: Result, large: Result): Result {
  // rebuilds go by their database
  const title = name === 'rebuild' ? large.workload : name;
  const grown: Grown[] = [];
  const verdicts: Verdict[] = [];
  for (const [line, before] of pairs(small.lines, large.lines))
    for (const { figure, called, within } of bounds[name]) {
      const [less, more] = [before[figure], line[figure]];
      if (less === undefined || more === undefined || !(less > 0)) continue;
      const ratio = more / less;
      grown.push({
        what: `${line.what}${line.limit ? ' (limit)' : ''}, ${called}`,
        small: less,
        large: more,
        ratio,
      });
      if (within !== undefined && !line.limit)
        verdicts.push(atMost(within, ratio, `× ${called} of the smallest log: ${line.what}`));
    }
  return {
    workload: `growth of ${title}, ${large.events} events against ${small.events}`,
    ...(large.events === undefined ? {} : { events: large.events }),
    lines: [],
    grown,
    verdicts,
  };
}

const pairs = (small: readonly Line[], large: readonly Line[]): readonly (readonly [Line, Line])[] =>
  large.flatMap(line => {
    const before = small.find(({ what }) => what === line.what);
    return before ? [[line, before] as const] : [];
  });
