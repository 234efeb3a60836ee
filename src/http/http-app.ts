import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Clock } from '../clock.js';
import { Config } from '../config.js';
import { AuthenticationGuard } from './authentication/authentication.guard.js';
import { Draining } from './health/draining.js';
import { HealthController } from './health/health.controller.js';
import { hardenedServer, type Ground } from './hygiene/hardened-server.js';
import { StrayQuery } from './hygiene/stray-query.js';
import { WirePipe } from './hygiene/wire-pipe.js';
import { Log } from './logging/log.js';
import { NestLog } from './logging/nest-log.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { Metrics } from './metrics/metrics.js';
import { ProblemFilter } from './problem/problem-filter.js';

/** In Nest's order of modules the first one, so that its guard runs before all others. */
@Module({
  controllers: [HealthController, MetricsController],
  providers: [
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_GUARD, useClass: AuthenticationGuard },
    { provide: APP_PIPE, useClass: WirePipe },
  ],
})
class HttpFace {}

/** The last one, whose guard runs after all others. */
@Module({ providers: [{ provide: APP_GUARD, useClass: StrayQuery }] })
class HttpEnd {}

@Module({})
class HttpApp {
  static of(served: Type<unknown> | DynamicModule, ground: Ground): DynamicModule {
    const providers = [
      { provide: Config, useValue: ground.config },
      { provide: Clock, useValue: ground.clock },
      { provide: Log, useValue: ground.log },
      { provide: Metrics, useValue: ground.metrics },
      { provide: Draining, useValue: ground.draining },
    ];
    const module = 'module' in served ? served : { module: served };
    return {
      module: HttpApp,
      global: true,
      providers,
      exports: providers.map(({ provide }) => provide),
      imports: [HttpFace, { ...module, global: true }, HttpEnd],
    };
  }
}

/**
 * A server for the controllers of `served`, hardened and ready to listen. `served` must export a TokenVerifier and a
 * Readiness; Config, Clock, Log and Metrics are there for whoever in it needs them.
 */
export async function createHttpApp(
  served: Type<unknown> | DynamicModule,
  config: Config,
  clock: Clock,
  log: Log,
): Promise<NestFastifyApplication> {
  const ground = { config, clock, log, metrics: new Metrics(), draining: new Draining() };
  const adapter = new FastifyAdapter(hardenedServer(ground));
  return NestFactory.create<NestFastifyApplication>(HttpApp.of(served, ground), adapter, {
    logger: new NestLog(log),
    bodyParser: false,
    abortOnError: false,
  });
}
