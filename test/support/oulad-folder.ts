import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Real course runs, which lie beside the checkout and not in it. */
export const realOulad = resolve(import.meta.dirname, '../../../shared/data/oulad');

/** `describe` where the real course runs are there; elsewhere a skipped block that says what is missing. */
export function describeRealOulad(what: string, tests: () => void): void {
  const there = existsSync(join(realOulad, 'courses.csv'));
  if (there) describe(what, tests);
  else describe.skip(`${what} (SKIPPED: ${realOulad} with the real course runs is not there)`, tests);
  if (!there) process.stderr.write(`SKIPPED: ${what}: ${realOulad} with the real course runs is not there\n`);
}

const headers = {
  courses: 'code_module,code_presentation,module_presentation_length',
  assessments: 'code_module,code_presentation,id_assessment,assessment_type,date,weight',
  studentRegistration: 'code_module,code_presentation,id_student,date_registration,date_unregistration',
  studentInfo: 'code_module,code_presentation,id_student,final_result',
  studentAssessment: 'id_assessment,id_student,date_submitted,is_banked',
};
export type OuladFiles = Record<keyof typeof headers, readonly string[]>;

/** Two course runs of made people. In BBB 2013J 1 completes, 2 drops out, 3 never starts and 4 fails. */
export const madeSet: OuladFiles = {
  courses: ['BBB,2013J,240', 'CCC,2016B,30'],
  assessments: [
    'BBB,2013J,12,TMA,54,20',
    'BBB,2013J,11,TMA,19,10',
    'BBB,2013J,13,CMA,30,10',
    'BBB,2013J,14,Exam,,100',
    'BBB,2013J,15,TMA,240,10',
  ],
  studentRegistration: [
    'BBB,2013J,1,-10,',
    'BBB,2013J,2,,54',
    'BBB,2013J,3,5,0',
    'BBB,2013J,4,-3,',
    'CCC,2016B,1,0,',
  ],
  studentInfo: [
    'BBB,2013J,1,Pass',
    'BBB,2013J,2,Withdrawn',
    'BBB,2013J,3,Withdrawn',
    'BBB,2013J,4,Fail',
    'CCC,2016B,1,Distinction',
  ],
  studentAssessment: ['11,1,19,0', '12,1,55,0', '13,1,2,0', '14,1,2,0', '11,2,-1,1'],
};

const folders: string[] = [];
export const emptyFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'oulad-'));
  folders.push(folder);
  return folder;
};
afterAll(() => folders.forEach(folder => rmSync(folder, { recursive: true, force: true })));

/** A folder with the made set, some files changed: given as rows below the set's own header, or as a whole text. */
export function ouladFolder(
  changed: Partial<Record<keyof OuladFiles, readonly string[] | string>> = {},
): string {
  const folder = emptyFolder();
  for (const [name, rows] of Object.entries({ ...madeSet, ...changed })) {
    const text = typeof rows === 'string' ? rows : [headers[name as keyof OuladFiles], ...rows].join('\n');
    writeFileSync(join(folder, `${name}.csv`), text);
  }
  return folder;
}

export interface Line {
  readonly command: string;
  readonly key: string;
  readonly occurredAt: string;
  readonly [field: string]: unknown;
}

const jsonLines = (path: string) => {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  return lines.filter(Boolean).map(line => JSON.parse(line));
};

/** Calls the converter as `npm run oulad` does. */
export function callConverter(...args: readonly string[]) {
  const script = resolve(import.meta.dirname, '../../scripts/oulad.ts');
  return spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
}

/** Converts a folder into a new OUT and reads what was written. */
export function convert(folder: string) {
  const out = join(emptyFolder(), 'out.ndjson');
  const { status, stderr, stdout } = callConverter(folder, out);
  const lines: Line[] = jsonLines(out);
  return { out, status, stderr, stdout, lines, refused: jsonLines(`${out}.refused`) };
}
