import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const image = process.env.TEST_IMAGE;
const scripts = join(import.meta.dirname, '../../docker');
const run = (command: string, ...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1e8 });
  return { status, stdout: (stdout ?? '').trim(), stderr: (stderr ?? '').trim() };
};
const engine = (...args: readonly string[]) => run('docker', ...args);

const lack = !image
  ? 'TEST_IMAGE names no image of the product'
  : engine('info').status !== 0
    ? 'no Docker engine answers'
    : engine('image', 'inspect', image).status !== 0
      ? `there is no image ${image}`
      : undefined;
if (lack) process.stderr.write(`SKIPPED: the image in a container: ${lack}\n`);
const inEngine = lack ? describe.skip : describe;

inEngine(`the image in a container${lack ? ` [SKIPPED: ${lack}]` : ''}`, () => {
  const name = `teilhabe-test-${randomUUID()}`;
  const restored = `${name}-restored`;
  const directory = mkdtempSync(join(tmpdir(), 'teilhabe-'));
  const hardened = [
    '--read-only',
    '--tmpfs',
    '/tmp',
    '--cap-drop',
    'ALL',
    '--security-opt',
    'no-new-privileges',
  ];
  const inside = (program: string) => engine('exec', name, 'node', '-p', program).stdout;
  const state = (what: string): string => engine('inspect', '--format', `{{.State.${what}}}`, name).stdout;

  async function start(volume: string): Promise<void> {
    expect(
      engine('run', '--detach', '--name', name, ...hardened, '--volume', `${volume}:/data`, image!).status,
    ).toBe(0);
    const deadline = performance.now() + 25_000;
    while (engine('exec', name, 'teilhabe', 'health').status !== 0) {
      if (performance.now() > deadline) throw new Error(`it is not ready: ${engine('logs', name).stderr}`);
      await pause(100);
    }
  }

  beforeAll(() => start(name));
  afterAll(() => {
    engine('rm', '--force', name);
    engine('volume', 'rm', name, restored);
    rmSync(directory, { recursive: true });
  });

  it('runs without rights, and can write its data and nothing of itself', () => {
    const writable = inside(
      `['/', '/app', '/app/dist', '/etc', '/usr/local/bin', '/data', '/tmp'].filter(path => { try { fs.accessSync(path, fs.constants.W_OK); return true } catch { return false } }).join()`,
    );
    expect(writable).toBe('/data,/tmp');
    const status = inside(`fs.readFileSync('/proc/1/status', 'utf8')`);
    expect(status).toMatch(/^Uid:\t10001\t10001/m);
    expect(status).toMatch(/^CapBnd:\t0+$/m);
    expect(status).toMatch(/^NoNewPrivs:\t1$/m);
  });

  it('has neither shell nor package manager, nor what only builds and tests', () => {
    const found = inside(
      `['sh', 'bash', 'npm', 'apt', 'perl'].filter(name => !child_process.spawnSync(name, ['-c', '']).error).join()`,
    );
    expect(found).toBe('');
    const packages = inside(
      `['typescript', 'jest', '@nestjs/cli', '@swc/core', 'testcontainers', 'oxlint'].filter(name => fs.existsSync('/app/node_modules/' + name)).join()`,
    );
    expect(packages).toBe('');
  });

  it('gives tokens beside the server', () => {
    expect(engine('exec', name, 'teilhabe', 'token', '--role', 'admin', '--subject', 'adm-1').stdout).toMatch(
      /^[\w-]+\.[\w-]+\.[\w-]+$/,
    );
  });

  it('is backed up while it runs, restored into a fresh volume, and ends in order when it is told to', async () => {
    const file = join(directory, 'backup.tar');
    const backedUp = run(join(scripts, 'backup.sh'), name, file);
    const [, head] = /up to position (\d+)/.exec(backedUp.stderr)!;
    expect(engine('stop', '--time', '10', name).status).toBe(0);
    expect(state('ExitCode')).toBe('0');
    expect(run(join(scripts, 'restore.sh'), file, restored, image!).stderr).toContain(
      `up to position ${head}`,
    );
    engine('rm', name);
    await start(restored);
    expect(JSON.parse(engine('exec', name, 'teilhabe', 'health').stdout)).toMatchObject({ ready: true });
  }, 60_000);
});
