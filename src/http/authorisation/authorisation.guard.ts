import {
  Injectable,
  SetMetadata,
  type CanActivate,
  type ExecutionContext,
  type OnModuleInit,
} from '@nestjs/common';
import { ModulesContainer, Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { isPublic } from '../authentication/public.js';
import { principalIn } from '../authentication/caller.js';
import { Problem } from '../problem/problem.js';
import type { Access } from './access.js';
import { actingUnder } from './acting.js';
import { Relations } from './relations.js';
import { unruledRoutes, type ServedBy } from './unruled-routes.js';

const accessKey = Symbol('access');
const decidesKey = Symbol('decides');

/** Who may use a route. One without it, and not public, is refused at start. */
export const Allow = (access: Access) => SetMetadata(accessKey, access);

/** Marks a route on which something is recorded: a provider who may not is told that only the office decides. */
export const Decides = () => SetMetadata(decidesKey, true);

const relationsIn = (access: Access | undefined) => access && Object.values(access);

/** The one guard of all routes: by role first, then by the relation to the one resource that the path names. */
@Injectable()
export class AuthorisationGuard implements CanActivate, OnModuleInit {
  constructor(
    private readonly reflector: Reflector,
    private readonly relations: Relations,
    private readonly modules: ModulesContainer,
  ) {}

  /** @throws Error that names every route without a rule: the app does not start */
  onModuleInit(): void {
    const unruled = unruledRoutes(this.modules, served =>
      isPublic(this.reflector, served) ? [] : relationsIn(this.accessOf(served)),
    );
    if (unruled.length) throw new Error(`routes that nobody is allowed:\n  ${unruled.join('\n  ')}`);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (isPublic(this.reflector, context)) return true;
    const access = this.accessOf(context) ?? {};
    const request = context.switchToHttp().getRequest<FastifyRequest<{ Params: Record<string, string> }>>();
    const principal = principalIn(context);
    const permitted = actingUnder(access, principal);
    if (!permitted.length) throw this.forbidden(context, principal.roles.includes('provider'));
    for (const acting of permitted) {
      if (await this.relations.holds(acting, request.params)) {
        request.acting = acting;
        return true;
      }
    }
    throw Relations.unknown(request.params);
  }

  private accessOf(served: ServedBy): Access | undefined {
    return this.reflector.get<Access | undefined>(accessKey, served.getHandler());
  }

  private forbidden(context: ExecutionContext, provider: boolean): Problem {
    const decides = this.reflector.get<boolean | undefined>(decidesKey, context.getHandler()) === true;
    return provider && decides
      ? new Problem('provider-may-not-decide', 'A provider reports; the office decides.')
      : new Problem('forbidden', 'The role does not allow this.');
  }
}
