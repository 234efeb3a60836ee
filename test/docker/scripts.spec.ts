import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { temporaryDirectory } from '../support/http/temporary-directory.js';

const docker = join(import.meta.dirname, '../../docker');
const directory = temporaryDirectory();

async function health(port: number): Promise<{ code: number; said: string }> {
  const env = { HOST: '0.0.0.0', PORT: String(port) };
  const asked = spawn(process.execPath, [join(docker, 'health.js')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said, [code]] = await Promise.all([text(asked.stdout), once(asked, 'exit')]);
  return { code: code as number, said: said.trim() };
}

async function answering(status: number, whileIt: (port: number) => Promise<void>): Promise<void> {
  const server = createServer((request, response) =>
    response.writeHead(status).end(`${request.url} ${status}`),
  );
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  await whileIt((server.address() as AddressInfo).port);
  server.close();
}

describe('the health check', () => {
  it('asks whether the server is ready', async () => {
    await answering(200, async port =>
      expect(await health(port)).toEqual({ code: 0, said: '/health/ready 200' }),
    );
    await answering(503, async port =>
      expect(await health(port)).toEqual({ code: 1, said: '/health/ready 503' }),
    );
  });

  it('finds nobody where nobody listens', async () => {
    let free = 0;
    await answering(200, async port => void (free = port));
    expect(await health(free)).toEqual({ code: 1, said: expect.stringContaining('ECONNREFUSED') });
  });
});

describe('what a container is started with', () => {
  it.each(['serve', 'demo', 'health'])('refuses arguments for %s, which would do nothing', name => {
    const { status, stderr } = spawnSync(process.execPath, [join(docker, 'teilhabe.js'), name, 'now'], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({
      status: 64,
      stderr: `${name} takes no arguments; settings come from the environment\n`,
    });
  });
});

describe('backup.sh', () => {
  /** A stand-in for the engine's client: prints its arguments, and ends as it is told. */
  const backUp = (file: string, code = 0) => {
    const bin = join(directory(), 'bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'docker'), `#!/bin/sh\necho "$@"\nexit ${code}\n`);
    chmodSync(join(bin, 'docker'), 0o755);
    const env = { PATH: `${bin}:${process.env.PATH}` };
    return spawnSync(join(docker, 'backup.sh'), ['office', file], { env, encoding: 'utf8' }).status;
  };

  it('writes what the container gives, for its owner only', () => {
    const file = join(directory(), 'backup.tar');
    expect(backUp(file)).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe('exec office teilhabe backup\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('leaves nothing where it failed, and what is there alone', () => {
    const file = join(directory(), 'backup.tar');
    expect(backUp(file, 75)).toBe(75);
    expect([file, `${file}.part`].filter(path => existsSync(path))).toEqual([]);
    writeFileSync(file, 'older');
    expect(backUp(file)).toBe(73);
    expect(readFileSync(file, 'utf8')).toBe('older');
  });
});
