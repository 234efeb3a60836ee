import { isReached, type Grown, type Line, type Result, type Verdict } from './figures.ts';

const number = (value: number | undefined, digits: number): string =>
  value === undefined || Number.isNaN(value) ? '' : value.toFixed(digits);
const milliseconds = (value: number | undefined): string =>
  number(value, value !== undefined && value < 1 ? 3 : 1);

type Column<Row> = readonly [title: string, cell: (row: Row) => string];

const ofLines: readonly Column<Line>[] = [
  ['', line => line.what + (line.limit ? ' (limit)' : '')],
  ['count', line => number(line.count, 0)],
  ['per s', line => number(line.perSecond, 0)],
  ['p50 ms', line => milliseconds(line.p50)],
  ['p95', line => milliseconds(line.p95)],
  ['p99', line => milliseconds(line.p99)],
  ['p99.9', line => milliseconds(line.p999)],
  ['peak MB', line => number(line.memoryMb, 0)],
];

const ofGrown: readonly Column<Grown>[] = [
  ['', ({ what }) => what],
  ['small', ({ small }) => milliseconds(small)],
  ['large', ({ large }) => milliseconds(large)],
  ['×', ({ ratio }) => number(ratio, 2)],
];

/** The cells of a table, its titles first, without columns that nothing stands in. */
export function cellsOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): readonly string[][] {
  const cells = rows.map(row => columns.map(([, cell]) => cell(row)));
  const used = columns.map((_, n) => n).filter(n => n === 0 || cells.some(row => row[n] !== ''));
  return [columns.map(([title]) => title), ...cells].map(row => used.map(n => row[n]!));
}

export const lineCells = (lines: readonly Line[]): readonly string[][] => cellsOf(ofLines, lines);
export const grownCells = (grown: readonly Grown[]): readonly string[][] => cellsOf(ofGrown, grown);

/** A ratio against its goal, in words. */
export function told(verdict: Verdict): string {
  const { ratio, of, goal } = verdict;
  const sign = goal?.sense === 'at least' ? '≥' : '≤';
  return `${ratio.toFixed(2)}${goal ? ` (${sign} ${goal.value})` : ''} ${of}`;
}

function aligned(cells: readonly string[][]): readonly string[] {
  const widths = cells[0]!.map((_, n) => Math.max(...cells.map(row => row[n]!.length)));
  return cells.map(row =>
    row.map((cell, n) => (n === 0 ? cell.padEnd(widths[n]!) : cell.padStart(widths[n]!))).join('  '),
  );
}

/** A workload as people read it: a table, the ratios, and what one has to know. */
export function tableOf({ workload, lines, grown = [], verdicts, notes = [] }: Result, margin = 1): string {
  const mark = (verdict: Verdict): string =>
    verdict.goal ? (isReached(verdict, margin) ? 'reached' : 'MISSED ') : '       ';
  return [
    `\n== ${workload}`,
    ...(lines.length > 0 ? aligned(lineCells(lines)) : []).map(line => `  ${line}`),
    ...(grown.length > 0 ? aligned(grownCells(grown)) : []).map(line => `  ${line}`),
    ...verdicts.map(verdict => `  ${mark(verdict)}  ${told(verdict)}`),
    ...notes.map(note => `  ${note}`),
  ].join('\n');
}
