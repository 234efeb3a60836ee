import { copyFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  closePlaces,
  eventsAt,
  expectSameEvents,
  kurrentPlace,
  sqlitePlace,
  type Place,
} from '../support/cli/copying.js';
import { endProcesses, teilhabe } from '../support/cli/teilhabe.js';
import { convert, describeRealOulad, emptyFolder, realOulad } from '../support/oulad-folder.js';

afterEach(endProcesses);
afterAll(closePlaces);

/** The course runs of one module: the whole takes a minute and more. TEST_OULAD=whole takes them all. */
function chosenRuns(): string {
  if (process.env['TEST_OULAD'] === 'whole') return realOulad;
  const folder = emptyFolder();
  const rows = (name: string): readonly string[] =>
    readFileSync(join(realOulad, name), 'utf8').split('\n').filter(Boolean);
  const ofModule = (name: string): readonly string[] =>
    rows(name).filter(row => row.startsWith('AAA,2013J,'));
  const assessments = new Set(ofModule('assessments.csv').map(row => row.split(',')[2]));
  const [header = '', ...submitted] = rows('studentAssessment.csv');
  for (const name of readdirSync(realOulad).filter(file => file.endsWith('.csv')))
    if (name === 'studentAssessment.csv') {
      const kept = submitted.filter(row => assessments.has(row.split(',')[0]));
      writeFileSync(join(folder, name), [header, ...kept, ''].join('\n'));
    } else writeFileSync(join(folder, name), [rows(name)[0], ...ofModule(name), ''].join('\n'));
  copyFileSync(join(realOulad, 'README.md'), join(folder, 'README.md'));
  return folder;
}

describeRealOulad('a copy of the real course runs', () => {
  it('comes back from KurrentDB as it went there', async () => {
    const folder = emptyFolder();
    const [first, second] = [join(folder, 'first'), join(folder, 'second')];
    expect(await teilhabe(first, 'import', convert(chosenRuns()).out)).toMatchObject({ code: 0 });
    const [source, there, back] = [sqlitePlace(first), await kurrentPlace(), sqlitePlace(second)];
    const events = await eventsAt(source);
    expect(events.length).toBeGreaterThan(1_000);
    const copied = async (from: Place, to: Place): Promise<string> => {
      const began = performance.now();
      const { code, stdout, stderr } = await teilhabe(
        second,
        ...['copy', ...from.arguments('from'), ...to.arguments('to')],
      );
      expect({ code, stderr }).toMatchObject({ code: 0 });
      const seconds = ((performance.now() - began) / 1_000).toFixed(1);
      process.stderr.write(`${events.length} events from ${from.name} to ${to.name} in ${seconds} s\n`);
      return stdout;
    };
    const went = await copied(source, there);
    expectSameEvents(await eventsAt(there), events);
    expect(await copied(there, back)).toBe(went);
    expectSameEvents(await eventsAt(back), events);
  }, 900_000);
});
