import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import type { Provider } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { OwnedClock } from '../../../src/clock.js';
import { Config } from '../../../src/config.js';
import type { ReadinessCheck } from '../../../src/http/health/readiness.js';
import { createHttpApp } from '../../../src/http/http-app.js';
import { openLog } from '../../../src/http/logging/log.js';
import { InstanceKey } from '../../../src/identity/instance-key.js';
import { LocalTokenVerifier } from '../../../src/identity/local-token-verifier.js';
import type { Principal } from '../../../src/identity/principal.js';
import type { TokenVerifier } from '../../../src/identity/token-verifier.js';
import { EchoModule, Stage } from './echo.module.js';

export const adviser: Principal = { subject: 'adviser-7', roles: ['adviser'], office: 'office-1' };

export type LogLine = Readonly<Record<string, unknown>>;

export interface Face {
  readonly app: NestFastifyApplication;
  readonly stage: Stage;
  readonly clock: OwnedClock;
  readonly key: InstanceKey;
  /** `Bearer …` of an adviser, valid for an hour. */
  readonly bearer: string;
  /** The log so far, a line an entry. */
  readonly log: readonly LogLine[];
  /** Listens on a free port of 127.0.0.1 and tells which. */
  listen(): Promise<number>;
  /** Closes the app, unless that was done, and removes its directory. */
  end(): Promise<void>;
}

export interface Wishes {
  readonly environment?: Readonly<Record<string, string>>;
  readonly checks?: readonly ReadinessCheck[];
  readonly verifier?: TokenVerifier;
  readonly withoutVerifier?: true;
  /** Providers of the served module beside its own. */
  readonly providers?: readonly Provider[];
}

/** The groundwork of the HTTP face as the product builds it, over an echo instead of the product's routes. */
export async function startFace(wishes: Wishes = {}): Promise<Face> {
  const dataDir = await mkdtemp(join(tmpdir(), 'face-'));
  const config = Config.from({ PORT: '0', DATA_DIR: dataDir, ...wishes.environment });
  const clock = new OwnedClock(Date.UTC(2030, 0, 7, 9));
  const key = await InstanceKey.open(dataDir, clock);
  const stage = new Stage();
  const log: LogLine[] = [];
  const destination = { write: (line: string) => void log.push(JSON.parse(line) as LogLine) };
  const verifier = wishes.verifier ?? new LocalTokenVerifier(key, clock);
  const module = EchoModule.with({
    stage,
    verifier: wishes.withoutVerifier ? undefined : verifier,
    checks: wishes.checks ?? [],
    others: wishes.providers ?? [],
  });
  const clear = () => rm(dataDir, { recursive: true, force: true });
  const app = await started(module, config, clock, openLog(config, clock, destination)).catch(
    async (error: unknown) => {
      await clear();
      throw error;
    },
  );
  const bearer = `Bearer ${await key.sign(adviser, { expiresIn: 3_600 })}`;
  return {
    app,
    stage,
    clock,
    key,
    bearer,
    log,
    async listen() {
      await app.listen(0, '127.0.0.1');
      return (app.getHttpServer().address() as AddressInfo).port;
    },
    async end() {
      await app.close();
      await clear();
    },
  };
}

async function started(...made: Parameters<typeof createHttpApp>): Promise<NestFastifyApplication> {
  const app = await createHttpApp(...made);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}
