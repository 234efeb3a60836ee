/**
 * Counts what rules.md asks of the OULAD course runs straight from their files, by arithmetic of its own: nothing of
 * src or scripts is used, so that the product's figures can be held against it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calendar, daysSince1970, workingDaysBefore } from './german-calendar.js';

export interface RunCount {
  /** `AAA-2013J` */
  readonly run: string;
  readonly module: string;
  /** Calendar quarter in which everybody started: `2013-Q4`. */
  readonly cohort: string;
  readonly rows: number;
  readonly refused: number;
  /** Rows less refused. */
  readonly registered: number;
  readonly noShows: number;
  readonly started: number;
  readonly droppedOut: number;
  readonly completed: number;
  /** Dropped out ÷ started; null below 10 started. */
  readonly dropoutRate: number | null;
  /** Participations with a flag that names the rule. A risk is never cleared here, so there is one flag at most. */
  readonly flaggedByR1: number;
  readonly flaggedByR2: number;
  /** Flags, which name both rules where both fired at once. */
  readonly flags: number;
  readonly surprise: SurpriseSplit;
}

/** Every dropout falls into one of these; the last three are the surprises. */
export interface SurpriseSplit {
  readonly warned: number;
  readonly reportedLate: number;
  readonly shortNotice: number;
  readonly withoutSign: number;
}

type Cells = Readonly<Record<string, string>>;
type State = 'present' | 'excused' | 'unexcused';
export interface Attended {
  /** Days since 1970. */
  readonly day: number;
  readonly state: State;
}

interface Folder {
  readonly courses: readonly Cells[];
  readonly results: ReadonlyMap<string, string>;
  readonly tmas: readonly Cells[];
  readonly registrations: readonly Cells[];
  /** Day of the first submission, by assessment and student. */
  readonly submissions: ReadonlyMap<string, number>;
}

/** Somebody who started on a day and left or stayed to the end of the run. Days since 1970. */
export interface Started {
  readonly module: string;
  readonly student: string;
  readonly startedOn: number;
  readonly endedOn: number;
  readonly droppedOut: boolean;
  readonly attended: readonly Attended[];
}

/** Counts each course run of the folder that has a registration, in the order of courses.csv. */
export function countOulad(folder: string): RunCount[] {
  const read = readFolder(folder);
  return read.courses.map(course => countRun(course, read)).filter(({ rows }) => rows > 0);
}

/** Everybody who started, over all course runs. */
export function startedInOulad(folder: string): Started[] {
  const read = readFolder(folder);
  return read.courses.flatMap(course =>
    read.registrations
      .filter(row => runOf(row) === runOf(course))
      .map(row => courseOf(row, course, read))
      .filter(taken => typeof taken === 'object'),
  );
}

function readFolder(folder: string): Folder {
  const rowsOf = (file: string): Cells[] => readCells(join(folder, file));
  const submissions = new Map<string, number>();
  for (const { id_assessment, id_student, date_submitted } of rowsOf('studentAssessment.csv')) {
    const key = `${id_assessment} of ${id_student}`;
    submissions.set(key, Math.min(Number(date_submitted), submissions.get(key) ?? Infinity));
  }
  return {
    courses: rowsOf('courses.csv'),
    results: new Map(rowsOf('studentInfo.csv').map(row => [personOf(row), row.final_result!])),
    tmas: rowsOf('assessments.csv').filter(row => row.assessment_type === 'TMA' && row.date !== ''),
    registrations: rowsOf('studentRegistration.csv'),
    submissions,
  };
}

/** What became of a row: nothing where it contradicts itself, a no-show, or a course from day 0 to the exit. */
function courseOf(row: Cells, course: Cells, read: Folder): 'refused' | 'no-show' | Started {
  const withdrawn = read.results.get(personOf(row)) === 'Withdrawn';
  const left = row.date_unregistration === '' ? undefined : Number(row.date_unregistration);
  if (withdrawn !== (left !== undefined)) return 'refused';
  if (left !== undefined && left <= 0) return 'no-show';
  const startedOn = firstDay(course.code_presentation!);
  const exit = left ?? Number(course.module_presentation_length);
  return {
    module: course.code_module!,
    student: row.id_student!,
    startedOn,
    endedOn: startedOn + exit,
    droppedOut: left !== undefined,
    attended: read.tmas
      .filter(tma => runOf(tma) === runOf(course) && Number(tma.date) < exit)
      .toSorted((a, b) => Number(a.date) - Number(b.date))
      .map(tma => ({
        day: startedOn + Number(tma.date),
        state: stateOf(Number(tma.date), read.submissions.get(`${tma.id_assessment} of ${row.id_student}`)),
      })),
  };
}

function countRun(course: Cells, read: Folder): RunCount {
  const run = runOf(course);
  const dayZero = firstDay(course.code_presentation!);
  const rows = read.registrations.filter(row => runOf(row) === run);
  const tally = { refused: 0, noShows: 0, started: 0, droppedOut: 0, completed: 0 };
  const flagged = { flaggedByR1: 0, flaggedByR2: 0, flags: 0 };
  const surprise = { warned: 0, reportedLate: 0, shortNotice: 0, withoutSign: 0 };

  for (const row of rows) {
    const taken = courseOf(row, course, read);
    if (taken === 'refused') tally.refused += 1;
    else if (taken === 'no-show') tally.noShows += 1;
    else {
      const { endedOn, droppedOut, attended } = taken;
      tally.started += 1;
      const rules = firstFlag(attended);
      flagged.flags += rules.length > 0 ? 1 : 0;
      flagged.flaggedByR1 += rules.includes('R1') ? 1 : 0;
      flagged.flaggedByR2 += rules.includes('R2') ? 1 : 0;
      tally[droppedOut ? 'droppedOut' : 'completed'] += 1;
      if (droppedOut) surprise[surpriseOf(endedOn, attended)] += 1;
    }
  }
  const { year, month } = calendar(dayZero);
  return {
    run,
    module: course.code_module!,
    cohort: `${year}-Q${Math.ceil(month / 3)}`,
    rows: rows.length,
    registered: rows.length - tally.refused,
    ...tally,
    dropoutRate: tally.started < 10 ? null : tally.droppedOut / tally.started,
    ...flagged,
    surprise,
  };
}

/** The provider's figures of one cohort: its course runs that started in the same quarter, added up. */
export function countByProvider(
  runs: readonly RunCount[],
): { module: string; cohort: string; started: number; droppedOut: number; surprise: SurpriseSplit }[] {
  const groups = Map.groupBy(runs, ({ module, cohort }) => `${module} ${cohort}`);
  return [...groups.values()].map(group => {
    const sum = (of: (run: RunCount) => number): number => group.reduce((total, run) => total + of(run), 0);
    return {
      module: group[0]!.module,
      cohort: group[0]!.cohort,
      started: sum(run => run.started),
      droppedOut: sum(run => run.droppedOut),
      surprise: {
        warned: sum(run => run.surprise.warned),
        reportedLate: sum(run => run.surprise.reportedLate),
        shortNotice: sum(run => run.surprise.shortNotice),
        withoutSign: sum(run => run.surprise.withoutSign),
      },
    };
  });
}

function stateOf(due: number, submitted: number | undefined): State {
  if (submitted === undefined) return 'unexcused';
  return submitted <= due ? 'present' : 'excused';
}

/** A day's state is its last report. */
const lastWord = (reports: readonly Attended[]): Attended[] => [
  ...new Map(reports.map(report => [report.day, report])).values(),
];

/** The rules that fire together with the first report by which any does; after that the risk stays open. */
export function firstFlag(attended: readonly Attended[]): ('R1' | 'R2')[] {
  for (let reported = 1; reported <= attended.length; reported++) {
    const known = lastWord(attended.slice(0, reported));
    const inARow = known.length >= 2 && known.slice(-2).every(({ state }) => state === 'unexcused');
    const counted = known.filter(({ state }) => state !== 'excused').slice(-20);
    const present = counted.filter(({ state }) => state === 'present').length;
    const rarely =
      known.at(-1)!.state !== 'excused' && counted.length >= 10 && present / counted.length < 0.7;
    if (inARow || rarely) return [...(inARow ? ['R1' as const] : []), ...(rarely ? ['R2' as const] : [])];
  }
  return [];
}

/**
 * The only warnings of the provider here are unexcused days, known and learned of on the day itself: so none was
 * reported late, and none is ever open. A flag raised by a rule is the system's word, no warning of the provider.
 */
export function surpriseOf(endedOn: number, attended: readonly Attended[]): keyof SurpriseSplit {
  const warnings = lastWord(attended).filter(({ state, day }) => state === 'unexcused' && day <= endedOn);
  const announcedBy = workingDaysBefore(endedOn, 5);
  if (warnings.some(({ day }) => day <= announcedBy && day >= endedOn - 60)) return 'warned';
  return warnings.some(({ day }) => day > announcedBy) ? 'shortNotice' : 'withoutSign';
}

const firstDay = (presentation: string): number =>
  daysSince1970(Number(presentation.slice(0, 4)), presentation.endsWith('J') ? 10 : 2, 1);

const runOf = (row: Cells): string => `${row.code_module}-${row.code_presentation}`;
const personOf = (row: Cells): string => `${runOf(row)} ${row.id_student}`;

function readCells(path: string): Cells[] {
  const [header, ...lines] = readFileSync(path, 'utf8').replaceAll(/["?]/g, '').trimEnd().split(/\r?\n/);
  const names = header!.split(',');
  return lines.map(line => Object.fromEntries(line.split(',').map((cell, index) => [names[index]!, cell])));
}
