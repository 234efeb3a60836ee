import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import typescript from 'typescript';
import { Product } from '../support/api/product.js';
import { Scene } from '../support/api/scene.js';
import { assigned, commands, get, started } from '../support/api/steps.js';
import { eventually } from '../support/event-store/observing.js';
import { integrator } from '../support/feed/reader.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = join(root, 'docs/examples/occupied-places.ts');
const guide = readFileSync(join(root, 'docs/feed.md'), 'utf8');

let product: Product;
let port: number;
let example: ChildProcess | undefined;
const file = (): string => join(product.dataDir, 'places.db');

beforeEach(async () => {
  product = await Product.open();
  port = await product.listen();
});
afterEach(async () => {
  await kill();
  await product.close();
});

async function run(): Promise<void> {
  const token = (await product.bearer(integrator)).replace('Bearer ', '');
  const env = { TEILHABE: `http://127.0.0.1:${port}`, TOKEN: token, FILE: file() };
  example = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program], {
    env: { ...env, PATH: process.env['PATH'] },
    stdio: 'inherit',
  });
}

async function kill(): Promise<void> {
  const running = example;
  example = undefined;
  if (!running || running.exitCode !== null || running.signalCode !== null) return;
  running.kill('SIGKILL');
  await once(running, 'close');
}

/** The read model: measures with how many of their places are taken. */
function places(): Readonly<Record<string, number>> {
  const db = new DatabaseSync(file(), { timeout: 5_000 });
  try {
    const rows = db.prepare('SELECT measure, count(*) AS n FROM taken GROUP BY measure').all();
    return Object.fromEntries(rows.map(({ measure, n }) => [String(measure), Number(n)]));
  } finally {
    db.close();
  }
}

async function occupied(scene: Scene): Promise<Readonly<Record<string, number>>> {
  interface Item {
    readonly measureId: string;
    readonly occupied: number;
  }
  const { items } = await scene.sees<{ items: readonly Item[] }>(get('/v1/occupancy', 'admin'));
  return Object.fromEntries(items.filter(item => item.occupied).map(item => [item.measureId, item.occupied]));
}

it('is a read model in twenty lines that is as right as our own, also after it was killed', async () => {
  const [one, two, three] = ['one', 'two', 'three'].map(name => new Scene(product, name));
  for (const step of started) await one!.did(step);
  await run();
  const shown = () =>
    eventually(
      async () => {
        try {
          return places();
        } catch {
          return {};
        }
      },
      rows => JSON.stringify(rows) === JSON.stringify({ 'measure-one': 1 }),
    );
  expect(await shown()).toEqual(await occupied(one!));
  await kill();

  for (const step of assigned) await two!.did(step);
  for (const step of assigned) await three!.did(step);
  await three!.did(commands.WithdrawOffer());
  await one!.did(commands.ConfirmDropout());
  const expected = await occupied(two!);
  expect(expected).toEqual({ 'measure-two': 1 });
  await run();
  const caughtUp = await eventually(
    async () => places(),
    rows => JSON.stringify(rows) === JSON.stringify(expected),
  );
  expect(caughtUp).toEqual(expected);
}, 60_000);

it('stands in the guide as it runs here', () => {
  expect(guide).toContain(`\`\`\`ts\n${readFileSync(program, 'utf8')}\`\`\`\n`);
});

it('compiles as strictly as we do', () => {
  const { config } = typescript.readConfigFile(join(root, 'tsconfig.json'), path =>
    readFileSync(path, 'utf8'),
  ) as {
    config: { compilerOptions: object };
  };
  const { options } = typescript.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const compiled = typescript.createProgram([program], { ...options, types: ['node'], noEmit: true });
  const faults = typescript.getPreEmitDiagnostics(compiled);
  expect(faults.map(({ messageText }) => typescript.flattenDiagnosticMessageText(messageText, '\n'))).toEqual(
    [],
  );
}, 60_000);
