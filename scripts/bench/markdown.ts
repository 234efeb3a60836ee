import type { Result, Verdict } from './figures.ts';
import type { Machine } from './machine.ts';
import { grownCells, lineCells, told } from './report.ts';

/** What a run leaves behind as JSON. */
export interface Told {
  readonly machine: Machine & {
    readonly loadBefore: number;
    readonly loadAfter: number;
    readonly minutes: number;
  };
  readonly seconds: number;
  readonly margin: number;
  readonly results: readonly (Omit<Result, 'verdicts'> & {
    readonly verdicts: readonly (Verdict & { readonly reached: boolean })[];
  })[];
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function table([titles, ...rows]: readonly (readonly string[])[]): string {
  const rule = titles!.map((_, n) => (n === 0 ? '---' : '--:'));
  return [titles!, rule, ...rows].map(row).join('\n');
}

/** The figures of a run as docs/performance.md holds them: first all goals, then every workload. */
export function markdownOf({ machine, results }: Told): string {
  const { at, commit, cpu, cores, memoryGb, kernel, disk, versions, loadBefore, loadAfter, minutes } =
    machine;
  const goals = results.flatMap(({ workload, verdicts }) =>
    verdicts
      .filter(({ goal }) => goal !== undefined)
      .map(verdict => [workload, told(verdict), verdict.reached ? 'yes' : '**no**']),
  );
  return [
    `Commit ${commit}, ${at.slice(0, 10)}: ${cpu}, ${cores} cores, ${memoryGb} GB, ${kernel}, ${disk.fileSystem}; ` +
      `${Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', ')}. Load ${loadBefore.toFixed(1)} before and ${loadAfter.toFixed(1)} after ` +
      `${minutes.toFixed(0)} minutes.`,
    table([['workload', 'reached', 'enough'], ...goals]),
    ...results.map(section),
  ].join('\n\n');
}

const section = ({ workload, lines, grown = [], verdicts, notes = [] }: Told['results'][number]): string =>
  [
    `### ${workload[0]!.toUpperCase()}${workload.slice(1)}`,
    ...(lines.length > 0 ? [table(lineCells(lines))] : []),
    ...(grown.length > 0 ? [table(grownCells(grown))] : []),
    ...[...verdicts.map(verdict => told(verdict)), ...notes].map(text => `- ${text}`),
  ].join('\n\n');
