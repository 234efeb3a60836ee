import type { Line, Result, Verdict } from './figures.ts';

const number = (value: number | undefined, digits: number): string =>
  value === undefined || Number.isNaN(value) ? '' : value.toFixed(digits);
const milliseconds = (value: number | undefined): string =>
  number(value, value !== undefined && value < 1 ? 3 : 1);

const columns: readonly (readonly [title: string, cell: (line: Line) => string])[] = [
  ['', line => line.what],
  ['count', line => number(line.count, 0)],
  ['per s', line => number(line.perSecond, 0)],
  ['p50 ms', line => milliseconds(line.p50)],
  ['p95', line => milliseconds(line.p95)],
  ['p99', line => milliseconds(line.p99)],
  ['p99.9', line => milliseconds(line.p999)],
  ['MB', line => number(line.memoryMb, 0)],
];

const told = ({ ratio, of, goal, ok }: Verdict): string =>
  `  ${ok ? 'reached' : 'MISSED '}  ${ratio.toFixed(2)} (${goal}) ${of}`;

/** A workload as people read it: a table, the ratios, and what one has to know. */
export function tableOf({ workload, lines, verdicts, notes = [] }: Result): string {
  const rows = [columns.map(([title]) => title), ...lines.map(line => columns.map(([, cell]) => cell(line)))];
  const used = columns.map((_, n) => n).filter(n => n === 0 || rows.slice(1).some(row => row[n] !== ''));
  const widths = used.map(n => Math.max(...rows.map(row => row[n]!.length)));
  const text = rows.map(row =>
    used.map((n, at) => (at === 0 ? row[n]!.padEnd(widths[at]!) : row[n]!.padStart(widths[at]!))).join('  '),
  );
  return [
    `\n== ${workload}`,
    ...text.map(line => `  ${line}`),
    ...verdicts.map(told),
    ...notes.map(note => `  ${note}`),
  ].join('\n');
}
