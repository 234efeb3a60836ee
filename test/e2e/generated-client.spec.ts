import { execFile } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SystemClock } from '../../src/clock.js';
import { InstanceKey } from '../../src/identity/instance-key.js';
import type { Principal } from '../../src/identity/principal.js';
import { endProcesses, startServer } from '../support/cli/teilhabe.js';
import { temporaryDirectory } from '../support/http/temporary-directory.js';

const root = join(import.meta.dirname, '../..');
const flow = join(root, 'test/support/openapi/client-flow.ts.txt');
const generator = join(root, 'node_modules/@hey-api/openapi-ts/bin/run.js');
const compiler = join(root, 'node_modules/typescript/bin/tsc');

const people: readonly Principal[] = [
  { subject: 'admin-1', roles: ['admin'] },
  { subject: 'adviser-1', roles: ['adviser'], office: 'office-1' },
  { subject: 'clerk-1', roles: ['provider'], provider: 'provider-1' },
];

const directory = temporaryDirectory();
afterEach(endProcesses);

/** Runs a program of node in the folder of the client. @returns what it printed; it fails where the program does */
async function run(program: string, ...args: readonly string[]): Promise<string> {
  const settings = { cwd: directory(), env: { PATH: process.env['PATH'] ?? '' } };
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args], settings).catch(
    (error: Error & { readonly stdout?: string }) => {
      throw new Error(`${error.message}\n${error.stdout ?? ''}`);
    },
  );
  return stdout;
}

const settings = {
  compilerOptions: {
    target: 'es2022',
    module: 'nodenext',
    lib: ['es2022', 'dom', 'dom.iterable'],
    strict: true,
    noUnusedLocals: true,
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
    outDir: 'out',
    rootDir: '.',
  },
  include: ['*.ts', 'client'],
};

it('a client made from the description compiles, and takes a participation from the mandate to its end', async () => {
  const dataDir = join(directory(), 'data');
  await mkdir(dataDir);
  const { url, stop } = await startServer(dataDir);
  await writeFile(join(directory(), 'package.json'), '{ "type": "commonjs" }');
  await writeFile(join(directory(), 'tsconfig.json'), JSON.stringify(settings));
  await run(
    generator,
    '-i',
    `${url}/openapi.json`,
    '-o',
    'client',
    '-c',
    '@hey-api/client-fetch',
    '--no-log-file',
  );
  await cp(flow, join(directory(), 'flow.ts'));
  await run(compiler, '-p', '.');
  const key = await InstanceKey.open(dataDir, new SystemClock());
  const tokens = await Promise.all(people.map(person => key.sign(person, { expiresIn: 600 })));
  const told: unknown = JSON.parse(await run('out/flow.js', url, ...tokens));
  expect(told).toEqual({
    status: { phase: 'completed', outcome: 'goal-reached', openCrises: 0 },
    told: { endedOn: true, disputed: false },
    timeline: [
      'ParticipationCompleted',
      'CrisisResolved',
      'InterventionRecorded',
      'CrisisOpened',
      'ParticipationStarted',
      'PlaceAssigned',
      'ConsentGiven',
      'MeasureExplained',
      'MeasureOffered',
      'MandateClarified',
      'ClientRegistered',
    ],
    refused: {
      status: 409,
      code: 'wrong-phase',
      advice: expect.stringMatching(/^it is too late: /) as string,
    },
    invalid: 'form',
  });
  expect((await stop()).code).toBe(0);
}, 180_000);
