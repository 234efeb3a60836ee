import { results, type Run, type Tma } from './course-runs.ts';
import type { Faults } from './faults.ts';
import { readTable, type Row } from './table.ts';

export const files = {
  courses: 'courses.csv',
  assessments: 'assessments.csv',
  registrations: 'studentRegistration.csv',
  infos: 'studentInfo.csv',
  submissions: 'studentAssessment.csv',
} as const;
const columnsOfRun = ['code_module', 'code_presentation'];

/** What the files read so far come to, and what was left aside without harm. */
interface Reading {
  readonly faults: Faults;
  readonly runs: Map<string, Run>;
  /** All assessments; with their TMA where they are one that counts. */
  readonly assessments: Map<string, { readonly run: Run; readonly tma: Tma } | undefined>;
  readonly aside: { undated: number; elsewhere: number; strangers: number };
  /** Unknown course runs, each told once a file. */
  readonly told: Set<string>;
}

/**
 * Reads the five files of the set. What cannot be read or contradicts itself across them goes to `faults`; with
 * any of these the answer is not to be used. `notes` tell what was left aside without harm.
 */
export async function readCourseRuns(
  folder: string,
  faults: Faults,
  onBytes: (count: number) => void,
): Promise<{ readonly runs: readonly Run[]; readonly notes: readonly string[] }> {
  const aside = { undated: 0, elsewhere: 0, strangers: 0 };
  const reading: Reading = { faults, runs: new Map(), assessments: new Map(), aside, told: new Set() };
  const read = (file: string, columns: readonly string[], onRow: (reading: Reading, row: Row) => void) =>
    readTable(folder, file, columns, faults, onBytes, row => onRow(reading, row));

  await read(files.courses, [...columnsOfRun, 'module_presentation_length'], course);
  await read(files.assessments, [...columnsOfRun, 'id_assessment', 'assessment_type', 'date'], assessment);
  await read(
    files.registrations,
    [...columnsOfRun, 'id_student', 'date_registration', 'date_unregistration'],
    registration,
  );
  await read(files.infos, [...columnsOfRun, 'id_student', 'final_result'], finalResult);
  await read(files.submissions, ['id_assessment', 'id_student', 'date_submitted'], submission);

  const runs = [...reading.runs.values()];
  if (!faults.in(files.infos)) runs.forEach(run => everyoneHasAResult(run, faults));
  for (const run of runs) run.tmas.sort((a, b) => a.due - b.due);
  return { runs: runs.filter(run => run.registrations.size > 0), notes: notesOf(reading) };
}

function course({ runs }: Reading, row: Row): void {
  const [module, presentation] = [row.text('code_module'), row.text('code_presentation')];
  const length = row.days('module_presentation_length');
  const id = `${module}-${presentation}`;
  if (!/^[A-Za-z0-9]{1,16}$/.test(module))
    row.fault(`code_module is "${module}", not up to 16 letters and digits`);
  else if (!/^(19|20)\d\d[BJ]$/.test(presentation))
    row.fault(`code_presentation is "${presentation}", not a year and B or J`);
  else if (runs.has(id)) row.fault(`${module} ${presentation} is there twice`);
  else if (length !== undefined && length > 0)
    runs.set(id, { id, module, presentation, length, tmas: [], registrations: new Map() });
  else if (length !== undefined || row.text('module_presentation_length') === '')
    row.fault('module_presentation_length is no number of days above 0');
}

function assessment(reading: Reading, row: Row): void {
  const run = runOf(reading, files.assessments, row);
  const id = row.text('id_assessment');
  if (!/^\d{1,12}$/.test(id)) return row.fault(`id_assessment is "${id}", not a number`);
  if (reading.assessments.has(id)) return row.fault(`the assessment ${id} is there twice`);
  reading.assessments.set(id, undefined);
  if (row.text('assessment_type') !== 'TMA') return;

  const due = row.days('date');
  if (row.text('date') === '') reading.aside.undated += 1;
  if (due === undefined || !run) return;
  if (due < 0) return row.fault(`the assessment ${id} is due on day ${due}, before the run begins`);
  const tma = { id, due };
  run.tmas.push(tma);
  reading.assessments.set(id, { run, tma });
}

function registration(reading: Reading, row: Row): void {
  const run = runOf(reading, files.registrations, row);
  const student = row.text('id_student');
  const [registered, unregistered] = [row.days('date_registration'), row.days('date_unregistration')];
  if (!/^\d{1,16}$/.test(student)) return row.fault(`id_student is "${student}", not a number`);
  if (!run) return;
  if (run.registrations.has(student)) return row.fault(`${student} is registered twice for ${run.id}`);
  const { line } = row;
  run.registrations.set(student, { line, student, run, registered, unregistered, submitted: new Map() });
}

function finalResult(reading: Reading, row: Row): void {
  const run = runOf(reading, files.infos, row);
  const [student, said] = [row.text('id_student'), row.text('final_result')];
  const result = results.find(known => known === said);
  if (!result) row.fault(`final_result is "${said}", not one of ${results.join(', ')}`);
  const registered = run?.registrations.get(student);
  if (run && !registered && !reading.faults.in(files.registrations))
    row.fault(`${files.registrations} has no ${student} in ${run.id}`);
  if (!result || !registered) return;
  if (registered.result) row.fault(`${student} is there twice for ${registered.run.id}`);
  registered.result = result;
}

function submission({ assessments, aside }: Reading, row: Row): void {
  const id = row.text('id_assessment');
  const known = assessments.get(id);
  const day = row.days('date_submitted');
  if (row.text('date_submitted') === '') row.fault('date_submitted is empty');
  if (!assessments.has(id)) aside.elsewhere += 1;
  if (!known || day === undefined) return;
  const by = known.run.registrations.get(row.text('id_student'));
  if (!by) aside.strangers += 1;
  by?.submitted.set(id, Math.min(day, by.submitted.get(id) ?? day));
}

/** The course run that a row names. One that nobody knows is told once a file, unless the courses are at fault. */
function runOf({ faults, runs, told }: Reading, file: string, row: Row): Run | undefined {
  const id = columnsOfRun.map(row.text).join('-');
  const unknown = !runs.has(id) && !faults.in(files.courses) && !told.has(`${file} ${id}`);
  if (unknown) row.fault(`${files.courses} has no ${id}`);
  told.add(`${file} ${id}`);
  return runs.get(id);
}

function everyoneHasAResult(run: Run, faults: Faults): void {
  for (const { line, student, result } of run.registrations.values())
    if (!result) faults.add(files.registrations, `${files.infos} has no ${student} in ${run.id}`, line);
}

function notesOf({ aside, runs }: Reading): string[] {
  const idle = [...runs.values()].filter(run => run.registrations.size === 0).map(run => run.id);
  const notes: [number, string][] = [
    [aside.undated, 'TMAs without a date: no attendance day'],
    [aside.elsewhere, `submissions of assessments that are not in ${files.assessments}: left aside`],
    [aside.strangers, `submissions of students who are not in ${files.registrations}: left aside`],
    [idle.length, `course runs without registrations: left aside (${idle.join(', ')})`],
  ];
  return notes.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
}
