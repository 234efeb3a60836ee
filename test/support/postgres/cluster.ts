import { execFile, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import type { Started } from '../servers/server.ts';

const run = promisify(execFile);
const startWithin = 30_000;

/** The folder of installed server programs: as pg_config says, else the newest where Debian puts them. */
export function installedPrograms(): string | undefined {
  const candidates: string[] = [];
  try {
    candidates.push(execFileSync('pg_config', ['--bindir'], { encoding: 'utf8', stdio: 'pipe' }).trim());
  } catch {
    // not every installation has it
  }
  const debian = '/usr/lib/postgresql';
  if (existsSync(debian))
    candidates.push(
      ...readdirSync(debian)
        .toSorted((a, b) => Number(b) - Number(a))
        .map(version => join(debian, version, 'bin')),
    );
  return candidates.find(
    folder => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
  );
}

interface Unprivileged {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): Unprivileged | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const lines = execFileSync('sh', ['-c', 'getent passwd postgres || getent passwd nobody'], {
    encoding: 'utf8',
  });
  const [, , uid, gid] = lines.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

/** German order where PostgreSQL knows ICU (15 and later), so that a column that lacks COLLATE "C" is found out. */
const locales = [
  ['--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=de-DE'],
  ['--locale=de_DE.UTF-8'],
  ['--locale=C.UTF-8'],
  ['--locale=C'],
];

async function initialise(
  programs: string,
  data: string,
  password: string,
  as: Unprivileged | undefined,
): Promise<void> {
  const options = ['-D', data, '--no-sync', '-E', 'UTF8', '-U', 'test', '-A', 'scram-sha-256'];
  let failure: unknown;
  for (const locale of locales) {
    try {
      await run(join(programs, 'initdb'), [...options, `--pwfile=${password}`, ...locale], { ...as });
      return;
    } catch (error) {
      failure = error;
      await rm(data, { recursive: true, force: true });
    }
  }
  throw failure;
}

/** Nothing of it has to outlast the run. */
const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** The cluster goes when the pipe of its guard is closed: by `stop`, or because jest was ended in whatever way. */
const guard = `"$@" & server=$!; cat >/dev/null; kill -INT $server; wait $server; rm -rf "$DIRECTORY"`;

/** A PostgreSQL of its own in a directory of its own, on 127.0.0.1. */
export async function startCluster(programs: string): Promise<Started> {
  const directory = await mkdtemp(join(tmpdir(), 'postgres-'));
  const as = unprivileged();
  if (as) await chown(directory, as.uid, as.gid);
  const [data, passwordFile, log] = ['data', 'password', 'log'].map(name => join(directory, name)) as [
    string,
    string,
    string,
  ];
  const password = randomBytes(12).toString('hex');
  await writeFile(passwordFile, password);
  try {
    await initialise(programs, data, passwordFile, as);
  } catch (error) {
    await rm(directory, { recursive: true });
    throw error;
  }
  const port = await freePort();
  const settings = {
    ...careless,
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: directory,
    max_connections: '200',
    logging_collector: 'off',
  };
  const server = [join(programs, 'postgres'), '-D', data];
  for (const [name, value] of Object.entries(settings)) server.push('-c', `${name}=${value}`);
  const child = spawn('sh', ['-c', `exec >"$DIRECTORY/log" 2>&1; ${guard}`, 'sh', ...server], {
    ...as,
    env: { ...process.env, DIRECTORY: directory },
    // not of jest's group: Ctrl-C in the terminal is not for it
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()));
  child.unref();
  const { stdin } = child;
  stdin.on('error', () => undefined);
  (stdin as unknown as { unref?: () => void }).unref?.();
  const stop = async (): Promise<void> => {
    child.ref();
    stdin.end();
    await ended;
  };
  const address = `postgres://test:${password}@127.0.0.1:${port}/postgres`;
  try {
    await untilReady(address);
  } catch (error) {
    const tail = (await readFile(log, 'utf8').catch(() => '')).slice(-2000);
    await stop();
    throw new Error(`PostgreSQL does not start: ${tail}`, { cause: error });
  }
  return { address, stop };
}

async function untilReady(address: string): Promise<void> {
  for (const deadline = Date.now() + startWithin; ;) {
    const client = new Client({ connectionString: address });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await wait(20);
    }
  }
}
