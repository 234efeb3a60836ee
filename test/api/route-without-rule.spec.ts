import { Controller, Get, type Type } from '@nestjs/common';
import { AppModule } from '../../src/app.module.js';
import { OwnedClock } from '../../src/clock.js';
import { Config } from '../../src/config.js';
import { Public } from '../../src/http/authentication/public.js';
import type { Access } from '../../src/http/authorisation/access.js';
import { Allow } from '../../src/http/authorisation/authorisation.guard.js';
import { createHttpApp } from '../../src/http/http-app.js';
import { openLog } from '../../src/http/logging/log.js';
import { openInstance } from '../../src/instance.js';
import { temporaryDirectory } from '../support/http/temporary-directory.js';

const directory = temporaryDirectory();

/** A controller with one more route, decorated so. */
function oneMore(path: string, ...decorators: readonly MethodDecorator[]): Type<unknown> {
  class OneMore {
    serve(): object {
      return {};
    }
  }
  Controller('v1')(OneMore);
  const handler = Object.getOwnPropertyDescriptor(OneMore.prototype, 'serve')!;
  for (const decorate of [Get(path), ...decorators]) decorate(OneMore.prototype, 'serve', handler);
  return OneMore;
}

/** Starts the product with one more route. */
async function start(controller: Type<unknown>): Promise<void> {
  const clock = new OwnedClock(0);
  const config = Config.from({ DATA_DIR: directory(), LOG_LEVEL: 'silent' });
  const instance = await openInstance(config, clock);
  try {
    const module = await AppModule.of(instance, config, clock);
    const controllers = [...module.controllers!, controller];
    const app = await createHttpApp({ ...module, controllers }, config, clock, openLog(config, clock));
    await app.init().finally(() => app.close());
  } finally {
    await instance.close();
  }
}

const adviser: Access = { adviser: 'any' };
const ofClient: Access = { adviser: 'client', provider: 'provider' };
const ofOffice: Access = { 'team-lead': 'office' };

describe('the product does not start with', () => {
  it.each([
    ['a route that has no rule', oneMore('more'), 'GET v1/more has no rule'],
    ['a rule about clients on a path without one', oneMore('more/:measureId', Allow(ofClient)), 'by client'],
    [
      'a rule about providers on the path of a client',
      oneMore('more/:clientId', Allow(ofClient)),
      'by provider',
    ],
    ['a rule about offices on a path without one', oneMore('more', Allow(ofOffice)), 'by office'],
  ])('%s', async (_, controller, told) => {
    await expect(start(controller)).rejects.toThrow(told);
  });
});

describe('the product starts with', () => {
  it.each([
    ['a public route', oneMore('more', Public())],
    ['a route for a role', oneMore('more', Allow(adviser))],
    ['a rule whose path names what it needs', oneMore('more/:participationId', Allow(ofClient))],
    ['a rule about the own office', oneMore('more/:officeId', Allow(ofOffice))],
  ])('%s', async (_, controller) => {
    await expect(start(controller)).resolves.toBeUndefined();
  });
});
