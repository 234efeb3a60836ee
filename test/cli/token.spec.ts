import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endProcesses, startServer, teilhabe, teilhabeWith } from '../support/cli/teilhabe.js';
import { temporaryDirectory } from '../support/http/temporary-directory.js';

const directory = temporaryDirectory();
afterEach(endProcesses);

const dataDir = () => join(directory(), 'data');
const token = (...options: readonly string[]) => teilhabe(dataDir(), 'token', ...options);
const forAdviser = ['--role', 'adviser', '--subject', 'adviser-7', '--office', 'office-1'];
const forAuditor = ['--role', 'auditor', '--subject', 'auditor-1'];
const claimsIn = (printed: string) =>
  JSON.parse(Buffer.from(printed.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe('teilhabe token', () => {
  it('prints a token and nothing else, before the first start, with a key for the owner only', async () => {
    const { code, stdout, stderr } = await token(...forAdviser);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    const { iat, exp, ...claims } = claimsIn(stdout);
    expect(claims).toMatchObject({ sub: 'adviser-7', roles: ['adviser'], office: 'office-1' });
    expect(Number(exp) - Number(iat)).toBe(8 * 3_600);
    expect(modeOf(dataDir())).toBe('700');
    expect(modeOf(join(dataDir(), 'instance-key.json'))).toBe('600');
  });

  it('gives several roles and the time that is wished for', async () => {
    const { stdout } = await token(
      ...['--role', 'provider', '--role', 'integrator', '--subject', 'Ä b'],
      ...['--provider', 'provider-1', '--expires-in', '30m'],
    );
    const { roles, sub, provider, iat, exp } = claimsIn(stdout);
    expect({ roles, sub, provider }).toEqual({
      roles: ['provider', 'integrator'],
      sub: 'Ä b',
      provider: 'provider-1',
    });
    expect(Number(exp) - Number(iat)).toBe(1_800);
  });

  it('gives an auditor the order', async () => {
    const { code, stdout } = await token(
      ...['--role', 'auditor', '--subject', 'auditor-1', '--audit-provider', 'provider-1'],
      ...['--audit-provider', 'provider-2', '--audit-measure', 'measure-9'],
      ...['--audit-from', '2026-01-01', '--audit-to', '2026-06-30'],
    );
    expect({ code, audit: claimsIn(stdout)['audit'] }).toEqual({
      code: 0,
      audit: {
        providers: ['provider-1', 'provider-2'],
        measures: ['measure-9'],
        from: '2026-01-01',
        to: '2026-06-30',
      },
    });
  });

  it('is accepted by a server that runs, whether made before its start or beside it', async () => {
    const before = await token(...forAdviser);
    const { url } = await startServer(dataDir());
    const beside = await token(...forAdviser);
    for (const { stdout } of [before, beside]) {
      const answer = await fetch(`${url}/v1/timeline`, {
        headers: { authorization: `Bearer ${stdout.trim()}` },
      });
      expect(answer.status).toBe(200);
    }
  });

  it('names every bad value at once', async () => {
    const { code, stdout, stderr } = await token(
      ...['--role', 'system', '--role', 'adviser', '--role', 'provider', '--subject', 'a\u0007'],
      ...['--provider', 'provider 1', '--expires-in', '9y'],
    );
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    const named = stderr
      .trim()
      .split('\n')
      .map(line => line.split(' ')[0]);
    expect(named).toEqual(['--role', '--subject', '--provider', '--office', '--expires-in']);
  });

  it.each([
    [[], ['--role is missing', '--subject is missing']],
    [['--role', 'provider', '--subject', 'p'], ['--provider is missing']],
    [['--role', 'team-lead', '--subject', 'l'], ['--office is missing']],
    [
      ['--role', 'auditor', '--subject', 'a'],
      ['--audit-provider or --audit-measure is missing', '--audit-from is missing', '--audit-to is missing'],
    ],
    [
      [...forAuditor, '--audit-provider', 'a b', '--audit-from', '2026-02-30', '--audit-to', 'soon'],
      ['--audit-provider must', '--audit-from must be a day', '--audit-to must be a day'],
    ],
    [
      [...forAuditor, '--audit-measure', 'm', '--audit-from', '2026-02-01', '--audit-to', '2026-01-31'],
      ['--audit-to must not be before'],
    ],
    [[...forAdviser, '--audit-measure', 'm'], ['--audit-… is for the role auditor only']],
    [['--role', 'admin', '--subject', ''], ['--subject must be']],
    [['--role', 'admin', '--subject', 'a', '--expires-in', '0h'], ['--expires-in must be']],
    [['--role', 'admin', '--subject', 'a', '--expires-in', '367d'], ['--expires-in must be']],
    [['--role', 'admin', '--subject', 'a', '--colour', 'red'], ["error: unknown option '--colour'"]],
  ])('refuses %j', async (options, faults) => {
    const { code, stdout, stderr } = await token(...options);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    const lines = stderr.trim().split('\n');
    expect(lines.map((line, index) => line.slice(0, faults[index]?.length))).toEqual(faults);
  });

  it('refuses where tokens come from an identity provider', async () => {
    const { code, stdout, stderr } = await teilhabeWith(
      {
        AUTH_JWKS_URL: 'https://id.example/keys',
        AUTH_ISSUER: 'https://id.example',
        AUTH_AUDIENCE: 'teilhabe',
      },
      dataDir(),
      ...['token', ...forAdviser],
    );
    expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
    expect(stderr).toContain('identity provider https://id.example');
  });

  it('names every bad value of the environment', async () => {
    const environment = { PORT: 'none', LOG_LEVEL: 'loud' };
    const { code, stderr } = await teilhabeWith(environment, dataDir(), 'token', ...forAdviser);
    expect({ code, stderr }).toEqual({ code: 78, stderr: expect.stringMatching(/PORT.*\n.*LOG_LEVEL/) });
  });

  it('says so where it cannot make the key', async () => {
    writeFileSync(dataDir(), 'a file');
    const { code, stdout, stderr } = await token(...forAdviser);
    expect({ code, stdout, stderr }).toEqual({
      code: 73,
      stdout: '',
      stderr: expect.stringContaining(dataDir()),
    });
    expect(stderr).not.toContain('    at ');
  });

  it('never takes another file for its key', async () => {
    mkdirSync(dataDir());
    writeFileSync(join(dataDir(), 'instance-key.json'), '{"instance":"x"}');
    const { code, stdout, stderr } = await token(...forAdviser);
    expect({ code: code === 0, stdout }).toEqual({ code: false, stdout: '' });
    expect(stderr).toContain('is no instance key');
    expect(readFileSync(join(dataDir(), 'instance-key.json'), 'utf8')).toBe('{"instance":"x"}');
  });
});

describe('teilhabe', () => {
  it('tells its version and how it is called', async () => {
    const [version, help] = [await teilhabe(dataDir(), '--version'), await teilhabe(dataDir(), '--help')];
    expect(version).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: '' });
    expect(help).toMatchObject({ code: 0, stderr: '' });
    for (const command of ['token', 'import', 'rebuild', 'history', 'DATA_DIR'])
      expect(help.stdout).toContain(command);
  });

  it.each([[[]], [['colour']], [['import']], [['history']], [['rebuild', 'a', 'b']]])(
    'says how it is called when it is called with %j',
    async args => {
      const { code, stdout, stderr } = await teilhabe(dataDir(), ...args);
      expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
      expect(stderr).toMatch(/Usage:|error:/);
    },
  );
});
