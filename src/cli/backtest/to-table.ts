import type { Backtest } from '../../backtest/backtest.js';
import { ruleIds, type Figures, type RuleFigures } from '../../backtest/figures.js';

const columns = [
  'provider',
  'rule',
  'started',
  'dropped out',
  'flags',
  'too late',
  'hits',
  'precision',
  'recall',
  'lead median',
  'lead p90',
] as const;

const legend = `started: started and ended. dropped out: of them, not for a neutral reason (n of recall).
flags: flagged before the end (n of precision). too late: flagged on its day or after it, not among flags.
hits: flags that dropped out, not neutral (n of lead). precision: hits / flags. recall: hits / dropped out.
lead: days from the flag to the end, of the hits.`;

const whole = (value: number | null): string => (value === null ? '-' : String(value));
const percent = (rate: number | null): string => (rate === null ? '-' : `${(100 * rate).toFixed(1)} %`);

/** A backtest as lines for people to read, one a provider and rule; `-` where there is nothing to divide by. */
export function toTable(tested: Backtest): string {
  const rows = [
    columns,
    ...rowsOf('all', tested.all),
    ...tested.providers.flatMap(provider => rowsOf(provider.providerId, provider)),
  ];
  const widths = columns.map((_, at) => Math.max(...rows.map(row => row[at]!.length)));
  const aligned = rows.map(row =>
    row.map((cell, at) => (at < 2 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join('  '),
  );
  return [...heading(tested), '', ...aligned, '', legend].join('\n');
}

function heading({ candidate, period, running }: Backtest): readonly string[] {
  const { version, R1, R2 } = candidate;
  const started = [period.from && `from ${period.from}`, period.to && `to ${period.to}`].filter(Boolean);
  return [
    `rulebook ${version}, tried on participations started ${started.join(' ') || 'at any time'}`,
    `R1: ${R1.unexcusedInARow} unexcused in a row`,
    `R2: present below ${percent(R2.below)} of the last ${R2.window}, of ${R2.atLeast} at least`,
    `left out, still running: ${running}`,
  ];
}

const rowsOf = (provider: string, { started, droppedOut, rules }: Figures): (readonly string[])[] =>
  ruleIds.map(rule => [provider, rule, String(started), String(droppedOut), ...cellsOf(rules[rule])]);

const cellsOf = ({ flags, tooLate, hits, precision, recall, lead }: RuleFigures): readonly string[] => [
  String(flags),
  String(tooLate),
  String(hits),
  percent(precision),
  percent(recall),
  whole(lead.median),
  whole(lead.p90),
];
