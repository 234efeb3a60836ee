import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { Clock } from './clock.js';
import type { Config } from './config.js';
import { CoreModule } from './core.module.js';
import { AuthorisationGuard } from './http/authorisation/authorisation.guard.js';
import { Contents } from './http/authorisation/contents.js';
import { Relations } from './http/authorisation/relations.js';
import { Scopes } from './http/authorisation/scopes.js';
import { commandController } from './http/commands/command-controller.js';
import { CommandDesk } from './http/commands/command-desk.js';
import { commandRoutes } from './http/commands/routes.js';
import { UsedKeys } from './http/commands/used-keys.js';
import { Readiness } from './http/health/readiness.js';
import { queryControllers } from './http/queries/query-controllers.js';
import { InstanceKey } from './identity/instance-key.js';
import { LocalTokenVerifier } from './identity/local-token-verifier.js';
import { RemoteTokenVerifier } from './identity/remote-token-verifier.js';
import { TokenVerifier } from './identity/token-verifier.js';
import type { Instance } from './instance.js';

/** Who vouches for a token: the identity provider where one is set, else this instance's own key. */
async function verifierOf({ identityProvider, dataDir }: Config, clock: Clock): Promise<TokenVerifier> {
  if (identityProvider) return new RemoteTokenVerifier(identityProvider, clock);
  return new LocalTokenVerifier(await InstanceKey.open(dataDir, clock), clock);
}

/** The HTTP face on an opened instance. Adapters are chosen here and in instance.ts, nowhere else. */
@Module({})
export class AppModule {
  static async of(instance: Instance, config: Config, clock: Clock): Promise<DynamicModule> {
    const { log, projector } = instance;
    const readiness = new Readiness([
      { name: 'event-store', ready: async () => (await log.head(), true) },
      { name: 'views', ready: () => projector.failure === undefined },
    ]);
    return {
      module: AppModule,
      imports: [CoreModule.of(instance, config, clock)],
      controllers: [
        ...Object.entries(commandRoutes).map(([resource, routes]) => commandController(resource, routes)),
        ...queryControllers,
      ],
      providers: [
        { provide: TokenVerifier, useValue: await verifierOf(config, clock) },
        { provide: Readiness, useValue: readiness },
        { provide: APP_GUARD, useClass: AuthorisationGuard },
        Relations,
        Contents,
        Scopes,
        CommandDesk,
        UsedKeys,
      ],
      exports: [TokenVerifier, Readiness],
    };
  }
}
