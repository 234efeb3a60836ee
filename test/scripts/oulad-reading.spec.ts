import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { convert, describeRealOulad, madeSet, ouladFolder, realOulad } from '../support/oulad-folder.js';

it('leaves out whole what contradicts itself, and says where and why', () => {
  const { status, refused, lines } = convert(
    ouladFolder({
      studentRegistration: ['BBB,2013J,1,-10,7', 'BBB,2013J,2,,', 'BBB,2013J,3,5,0'],
      studentInfo: ['BBB,2013J,1,Pass', 'BBB,2013J,2,Withdrawn', 'BBB,2013J,3,Withdrawn'],
    }),
  );
  const row = { file: 'studentRegistration.csv', run: 'BBB-2013J' };
  expect(status).toBe(0);
  expect(refused).toEqual([
    { ...row, line: 2, student: '1', reason: 'date_unregistration is 7, but final_result is Pass' },
    { ...row, line: 3, student: '2', reason: 'final_result is Withdrawn, but date_unregistration is empty' },
  ]);
  expect([...new Set(lines.flatMap(line => line.clientId ?? []))]).toEqual(['BBB-2013J-3']);
  expect(lines.find(line => line.command === 'RegisterMeasure')).toMatchObject({ places: 3 });
});

it('takes quotes, other and more columns, a byte order mark, CRLF, `?` for empty and 12.0 for 12', () => {
  const studentRegistration = [
    '\uFEFF"id_student","date_unregistration","date_registration","code_presentation","code_module"',
    '"1","?","-10","2013J","BBB"',
    '"2","54.0","?","2013J","BBB"',
    '"3","0.0","5.0","2013J","BBB"',
    '"4","","-3","2013J","BBB"',
    '"1","","0","2016B","CCC"',
  ].join('\r\n');
  const studentInfo = [
    'code_module,code_presentation,id_student,gender,region,final_result',
    ...madeSet.studentInfo.map(row => row.replace(/,(\w+)$/, ',M,"Wales, North",$1')),
  ].join('\n');
  const { out } = convert(ouladFolder({ studentRegistration, studentInfo }));
  expect(readFileSync(out, 'utf8')).toBe(readFileSync(convert(ouladFolder()).out, 'utf8'));
});

it('takes the first of two submissions, and leaves aside what belongs to nobody, saying so', () => {
  const { status, stderr, lines } = convert(
    ouladFolder({
      courses: [...madeSet.courses, 'DDD,2013J,240'],
      assessments: [...madeSet.assessments, 'BBB,2013J,16,TMA,,10'],
      studentAssessment: [...madeSet.studentAssessment, '12,1,50,0', '99,1,3,0', '11,77,3,0'],
    }),
  );
  expect(status).toBe(0);
  expect(lines.find(line => line.key === 'oulad-BBB-2013J-1-ReportAttendance-12')).toMatchObject({
    days: [{ day: '2013-11-24', state: 'present' }],
  });
  expect(lines.map(line => line.measureId)).not.toContain('oulad-DDD-2013J');
  expect(stderr).toContain('1 TMAs without a date');
  expect(stderr).toContain('1 submissions of assessments that are not in assessments.csv');
  expect(stderr).toContain('1 submissions of students who are not in studentRegistration.csv');
  expect(stderr).toContain('1 course runs without registrations: left aside (DDD-2013J)');
});

describeRealOulad('the real course runs', () => {
  it('come out as the table of their README says', () => {
    const { status, lines, refused } = convert(realOulad);
    expect(status).toBe(0);
    const table = readFileSync(join(realOulad, 'README.md'), 'utf8')
      .matchAll(/^\| ([A-Z]{3}) (\d{4}[BJ]) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$/gm)
      .map(([, module, presentation, ...numbers]) => [`${module}-${presentation}`, ...numbers.map(Number)])
      .toArray();
    expect(table).toHaveLength(5);

    const count = (run: string, command: string) =>
      lines.filter(line => line.command === command && String(line.participationId).startsWith(run)).length;
    const counted = table.map(([run]) => [
      run,
      lines.find(line => line.measureId === `oulad-${run}`)?.places,
      refused.filter(row => row.run === run).length,
      count(String(run), 'ReportNoShow'),
      count(String(run), 'ConfirmDropout'),
    ]);
    expect(counted).toEqual(table);
    expect(lines.filter(line => line.command === 'OfferMeasure')).toHaveLength(3279);
  });
});
