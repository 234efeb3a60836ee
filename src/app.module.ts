import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { AccessLog } from './access-log/access-log.js';
import { Turns } from './turns.js';
import type { Clock } from './clock.js';
import type { Config } from './config.js';
import { CoreModule } from './core.module.js';
import { Dossiers } from './evidence/dossiers.js';
import { Feed } from './feed/feed.js';
import { LoggedReads } from './http/access-log/logged-reads.js';
import { AuthorisationGuard } from './http/authorisation/authorisation.guard.js';
import { Contents } from './http/authorisation/contents.js';
import { Relations } from './http/authorisation/relations.js';
import { Scopes } from './http/authorisation/scopes.js';
import { commandController } from './http/commands/command-controller.js';
import { CommandDesk } from './http/commands/command-desk.js';
import { commandRoutes } from './http/commands/routes.js';
import { UsedKeys } from './http/commands/used-keys.js';
import { FeedController } from './http/feed/feed.controller.js';
import { SchemasController } from './http/feed/schemas.controller.js';
import { Pace, usualPace } from './http/feed/server-sent-events.js';
import { Readiness } from './http/health/readiness.js';
import { PoliciesController } from './http/operations/policies.controller.js';
import { PolicyOperations } from './http/operations/policy-operations.js';
import { queryControllers } from './http/queries/query-controllers.js';
import { InstanceKey } from './identity/instance-key.js';
import { LocalTokenVerifier } from './identity/local-token-verifier.js';
import { RemoteTokenVerifier } from './identity/remote-token-verifier.js';
import { TokenVerifier } from './identity/token-verifier.js';
import type { Instance } from './instance.js';
import { Policies } from './policies/policies.js';
import { CreationsQuery } from './views/creations/creations.js';
import { Freshness } from './views/freshness.js';

/** Who vouches for a token: the identity provider where one is set, else this instance's own key. */
async function verifierOf(
  { identityProvider, instanceKeyFile }: Config,
  clock: Clock,
): Promise<TokenVerifier> {
  if (identityProvider) return new RemoteTokenVerifier(identityProvider, clock);
  return new LocalTokenVerifier(await InstanceKey.at(instanceKeyFile, clock), clock);
}

/** The HTTP face on an opened instance. Adapters are chosen here and in instance.ts, nowhere else. */
@Module({})
export class AppModule {
  static async of(instance: Instance, config: Config, clock: Clock): Promise<DynamicModule> {
    const { log, node, accessLog, keyTurns = new Turns() } = instance;
    const readiness = (policies: Policies): Readiness =>
      new Readiness([
        { name: 'event-store', ready: async () => (await log.head(), true) },
        { name: 'views', ready: () => node.ready() },
        { name: 'policies', ready: () => policies.running() },
      ]);
    return {
      module: AppModule,
      imports: [CoreModule.of(instance, config, clock)],
      controllers: [
        ...Object.entries(commandRoutes).map(([resource, routes]) => commandController(resource, routes)),
        ...queryControllers,
        FeedController,
        SchemasController,
        PoliciesController,
      ],
      providers: [
        { provide: TokenVerifier, useValue: await verifierOf(config, clock) },
        { provide: Readiness, inject: [Policies], useFactory: readiness },
        { provide: PolicyOperations, useExisting: Policies },
        { provide: Dossiers, useValue: new Dossiers(instance.store) },
        { provide: Feed, useValue: new Feed(instance.store) },
        { provide: Pace, useValue: usualPace },
        { provide: AccessLog, useValue: accessLog },
        { provide: APP_GUARD, useClass: AuthorisationGuard },
        { provide: APP_INTERCEPTOR, useClass: LoggedReads },
        Relations,
        Contents,
        Scopes,
        CommandDesk,
        {
          provide: UsedKeys,
          inject: [CreationsQuery, Freshness],
          useFactory: (creations: CreationsQuery, freshness: Freshness) =>
            new UsedKeys(creations, freshness, keyTurns),
        },
      ],
      exports: [TokenVerifier, Readiness],
    };
  }
}
