import type { Server } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Draining } from './draining.js';

/** Milliseconds. `answers`: for requests under way, then their connections are cut; `all`: for everything. */
export interface Patience {
  readonly answers: number;
  readonly all: number;
}

const patience: Patience = { answers: 3_000, all: 4_500 };

/**
 * Closes the app: takes no new connection and no new request, waits for answers under way, then runs the providers'
 * shutdown hooks, so that these close the store only when nobody writes any more. True where all ended by itself.
 */
export async function shutDown(
  app: NestFastifyApplication,
  { answers, all }: Patience = patience,
): Promise<boolean> {
  const orderly = drain(app, answers).then(async cut => {
    await app.close();
    return !cut;
  });
  return within(all, orderly, false);
}

/** Resolves when no connection is left; true where some had to be cut. */
async function drain(app: NestFastifyApplication, answers: number): Promise<boolean> {
  const server: Server = app.getHttpServer();
  app.get(Draining).begin();
  const { promise: closed, resolve } = Promise.withResolvers<boolean>();
  // Closes idle connections too.
  server.close(() => resolve(false));
  const cut = await within(answers, closed, true);
  if (cut) server.closeAllConnections();
  return cut;
}

async function within<T>(milliseconds: number, wanted: Promise<T>, otherwise: T): Promise<T> {
  const { promise: late, resolve } = Promise.withResolvers<T>();
  const timer = setTimeout(resolve, milliseconds, otherwise);
  try {
    return await Promise.race([wanted, late]);
  } finally {
    clearTimeout(timer);
  }
}
