import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Faults } from '../../scripts/oulad/faults.ts';
import { readCourseRuns } from '../../scripts/oulad/read.ts';
import { callConverter, convert, emptyFolder, madeSet, ouladFolder } from '../support/oulad-folder.js';

async function faultsOf(folder: string): Promise<string[]> {
  const faults = new Faults();
  await readCourseRuns(folder, faults, () => {});
  return faults.list();
}

it('finds none in the made set', async () => {
  expect(await faultsOf(ouladFolder())).toEqual([]);
});

it.each([
  ['courses', 'DDD,2013J,long', 'line 4: module_presentation_length is "long", not a whole number of days'],
  ['courses', 'DDD,2013J,', 'line 4: module_presentation_length is no number of days above 0'],
  ['courses', 'DDD,2013J,0', 'line 4: module_presentation_length is no number of days above 0'],
  ['courses', 'DDD,2013K,240', 'line 4: code_presentation is "2013K", not a year and B or J'],
  ['courses', 'D-D,2013J,240', 'line 4: code_module is "D-D", not up to 16 letters and digits'],
  ['courses', 'BBB,2013J,240', 'line 4: BBB 2013J is there twice'],
  ['assessments', 'ZZZ,2013J,20,TMA,9,1', 'line 7: courses.csv has no ZZZ-2013J'],
  ['assessments', 'BBB,2013J,11,TMA,9,1', 'line 7: the assessment 11 is there twice'],
  ['assessments', 'BBB,2013J,A1,TMA,9,1', 'line 7: id_assessment is "A1", not a number'],
  ['assessments', 'BBB,2013J,20,TMA,1.5,1', 'line 7: date is "1.5", not a whole number of days'],
  [
    'assessments',
    'BBB,2013J,20,TMA,-1,1',
    'line 7: the assessment 20 is due on day -1, before the run begins',
  ],
  ['studentRegistration', 'ZZZ,2013J,9,1,', 'line 7: courses.csv has no ZZZ-2013J'],
  ['studentRegistration', 'BBB,2013J,9,soon,', 'line 7: date_registration is "soon", not a whole number'],
  [
    'studentRegistration',
    'BBB,2013J,9,1,999999',
    'line 7: date_unregistration is "999999", not a whole number',
  ],
  ['studentRegistration', 'BBB,2013J,x,1,', 'line 7: id_student is "x", not a number'],
  ['studentRegistration', 'BBB,2013J,1,1,', 'line 7: 1 is registered twice for BBB-2013J'],
  ['studentRegistration', 'BBB,2013J,9,1,', 'line 7: studentInfo.csv has no 9 in BBB-2013J'],
  ['studentRegistration', 'BBB,2013J', ' Invalid Record Length'],
  ['studentInfo', 'ZZZ,2013J,9,Pass', 'line 7: courses.csv has no ZZZ-2013J'],
  ['studentInfo', 'BBB,2013J,1,Maybe', 'line 7: final_result is "Maybe", not one of Pass, Distinction, Fail'],
  ['studentInfo', 'BBB,2013J,9,Pass', 'line 7: studentRegistration.csv has no 9 in BBB-2013J'],
  ['studentInfo', 'BBB,2013J,1,Fail', 'line 7: 1 is there twice for BBB-2013J'],
  ['studentAssessment', '11,4,late,0', 'line 7: date_submitted is "late", not a whole number of days'],
  ['studentAssessment', '11,4,,0', 'line 7: date_submitted is empty'],
] as const)('names the fault of %s in "%s"', async (file, row, said) => {
  const faults = await faultsOf(ouladFolder({ [file]: [...madeSet[file], row] }));
  expect(faults.filter(fault => fault.startsWith(`${file}.csv`) && fault.includes(said))).toHaveLength(1);
});

it('tells all faults at once, missing files and columns too, and writes nothing', () => {
  const folder = ouladFolder({
    courses: '',
    assessments: ['BBB,2013J,11,TMA,x,1'],
    studentInfo: [...madeSet.studentInfo, 'BBB,2013J,1,Maybe'],
    studentAssessment: 'id_assessment,score\n11,5\n',
  });
  rmSync(join(folder, 'studentRegistration.csv'));
  const { status, stderr, out } = convert(folder);
  expect(status).toBe(1);
  expect(stderr.split('\n')).toEqual([
    'courses.csv: the column code_module is missing',
    'courses.csv: the column code_presentation is missing',
    'courses.csv: the column module_presentation_length is missing',
    'assessments.csv line 2: date is "x", not a whole number of days up to ±3660',
    'studentRegistration.csv: the file is missing',
    'studentInfo.csv line 7: final_result is "Maybe", not one of Pass, Distinction, Fail, Withdrawn',
    'studentAssessment.csv: the column id_student is missing',
    'studentAssessment.csv: the column date_submitted is missing',
    `nothing was written: ${folder} is at fault`,
    '',
  ]);
  expect(readdirSync(join(out, '..'))).toEqual([]);
});

it('cuts short what is wrong with a whole file', async () => {
  const late = Array.from({ length: 50 }, (_, student) => `11,${student},late,0`);
  const faults = await faultsOf(ouladFolder({ studentAssessment: late }));
  expect(faults).toHaveLength(21);
  expect(faults.at(-1)).toBe('studentAssessment.csv: and 30 more');
});

it.each([
  ['no arguments', () => [], 'usage: npm run oulad -- DIR OUT'],
  ['one argument', () => [ouladFolder()], 'usage: npm run oulad -- DIR OUT'],
  ['three arguments', () => [ouladFolder(), 'a', 'b'], 'usage: npm run oulad -- DIR OUT'],
  ['a folder that is none', () => [join(ouladFolder(), 'courses.csv'), 'out'], 'courses.csv is no folder'],
  ['an OUT in no folder', () => [ouladFolder(), join(emptyFolder(), 'nowhere/out')], 'nowhere is no folder'],
  ['an OUT that is a folder', () => [ouladFolder(), emptyFolder()], 'is there and is no file'],
])('answers a call with %s by saying what is wrong', (_, args, said) => {
  const { status, stderr } = callConverter(...args());
  expect(stderr).toContain(said);
  expect(status).toBe(2);
});

it('does not write over what it reads', () => {
  const folder = ouladFolder();
  const { status, stderr } = callConverter(folder, join(folder, 'courses.csv'));
  expect(stderr).toContain('is one of the files to be read');
  expect(status).toBe(2);
});

it('keeps what an earlier run wrote when it fails, and leaves nothing half-written behind', () => {
  const { out } = convert(ouladFolder());
  const before = readFileSync(out, 'utf8');
  expect(callConverter(ouladFolder({ courses: ['BBB,2013J,long'] }), out).status).toBe(1);
  expect(readFileSync(out, 'utf8')).toBe(before);

  rmSync(`${out}.refused`);
  mkdirSync(`${out}.refused`);
  writeFileSync(join(`${out}.refused`, 'in-the-way'), '');
  const other = ouladFolder({ courses: madeSet.courses.with(0, 'BBB,2013J,200') });
  expect(callConverter(other, out).status).toBe(1);
  expect(readFileSync(out, 'utf8')).toBe(before);
  expect(readdirSync(join(out, '..')).toSorted()).toEqual(['out.ndjson', 'out.ndjson.refused']);
});
