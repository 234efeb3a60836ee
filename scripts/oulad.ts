/**
 * npm run oulad -- DIR OUT
 *
 * Turns course runs of the Open University Learning Analytics Dataset (CC BY 4.0) in DIR into commands that
 * `npm run teilhabe -- import OUT` reads: one a line, in the order of their times. A row that contradicts itself
 * goes to OUT.refused with its line and the reason. All other faults of the files are named at once and nothing is
 * written. Exit: 0 done, 1 the files are at fault or OUT cannot be written, 2 called wrongly.
 *
 * Readings of the set: day 0 is 1 October (J) or 1 February (B). A run of n days ends with day n. A TMA counts if
 * it is due before the day of the exit, not on it. What is submitted on the due day is in time; a banked result
 * counts as submitted on its date, which lies before day 0. A second submission changes nothing.
 */
import { SingleBar } from 'cli-progress';
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Registration, Run } from './oulad/course-runs.ts';
import { Faults } from './oulad/faults.ts';
import { commandsOf, type Due } from './oulad/lines.ts';
import { files, readCourseRuns } from './oulad/read.ts';
import { contradiction, stepsOf } from './oulad/steps.ts';
import { writeAll } from './oulad/write.ts';

const say = (text: string): void => void process.stderr.write(`${text}\n`);
const stat = (path: string) => statSync(path, { throwIfNoEntry: false });

/** What keeps the command from being tried at all. */
function misuse([folder, out, ...more]: readonly string[]): string | undefined {
  if (!folder || !out || more.length > 0) return 'usage: npm run oulad -- DIR OUT';
  if (!stat(folder)?.isDirectory()) return `${folder} is no folder`;
  if (Object.values(files).some(file => resolve(folder, file) === resolve(out)))
    return `${out} is one of the files to be read`;
  if (!stat(resolve(out, '..'))?.isDirectory()) return `${resolve(out, '..')} is no folder`;
  if (stat(out)?.isFile() === false) return `${out} is there and is no file`;
  return undefined;
}

/** Draws a bar where somebody can watch it; elsewhere the summary says enough. */
function progress(what: string, total: number): { step: (by: number) => void; stop: () => void } {
  if (!process.stderr.isTTY) return { step: () => {}, stop: () => {} };
  const bar = new SingleBar({ format: `${what} {bar} {percentage}%`, stream: process.stderr });
  bar.start(total, 0);
  return { step: by => bar.increment(by), stop: () => bar.stop() };
}

async function read(folder: string, faults: Faults) {
  const sizes = Object.values(files).map(file => stat(join(folder, file))?.size ?? 0);
  const bar = progress(
    'reading',
    sizes.reduce((a, b) => a + b),
  );
  const { runs, notes } = await readCourseRuns(folder, faults, bar.step);
  bar.stop();
  return { runs, notes };
}

function* linesOf(commands: readonly Due[]): Generator<string> {
  const bar = progress('writing', commands.length);
  for (const command of commands) {
    yield command.line();
    bar.step(1);
  }
  bar.stop();
}

const refusal = (row: Registration): string =>
  JSON.stringify({
    file: files.registrations,
    line: row.line,
    run: row.run.id,
    student: row.student,
    reason: contradiction(row),
  });

function summary(run: Run): string {
  const rows = [...run.registrations.values()];
  const takenIn = rows.filter(row => !contradiction(row)).map(row => stepsOf(row).at(-1)?.command);
  const count = (command: string): number => takenIn.filter(last => last === command).length;
  return [
    `${run.id}: ${rows.length} rows`,
    `${rows.length - takenIn.length} refused`,
    `${count('ReportNoShow')} no-show`,
    `${count('ConfirmDropout')} dropped out`,
    `${count('CompleteParticipation')} completed`,
  ].join(', ');
}

async function convert(folder: string, out: string): Promise<number> {
  const faults = new Faults();
  const { runs, notes } = await read(folder, faults);
  if (faults.any) {
    faults.list().forEach(say);
    say(`nothing was written: ${folder} is at fault`);
    return 1;
  }
  const rows = runs.flatMap(run => [...run.registrations.values()]);
  const refused = rows.filter(row => contradiction(row));
  const commands = commandsOf(
    runs,
    rows.filter(row => !contradiction(row)),
  );
  writeAll([
    [`${out}.refused`, refused.map(refusal)],
    [out, linesOf(commands)],
  ]);
  [...runs.map(summary), ...notes].forEach(say);
  say(`${commands.length} commands in ${out}, ${refused.length} rows in ${out}.refused`);
  return 0;
}

const args = process.argv.slice(2);
const wrong = misuse(args);
if (wrong !== undefined) {
  say(wrong);
  process.exitCode = 2;
} else {
  process.exitCode = await convert(args[0]!, args[1]!).catch((error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    return 1;
  });
}
