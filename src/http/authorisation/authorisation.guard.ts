import { Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { isPublic } from '../authentication/public.js';
import { principalIn } from '../authentication/caller.js';
import { Problem } from '../problem/problem.js';
import type { Access } from './access.js';
import type { Acting } from './acting.js';
import { Relations } from './relations.js';

const accessKey = Symbol('access');
const decidesKey = Symbol('decides');

/** Who may use a route. One without it, and not public, is refused at start. */
export const Allow = (access: Access) => SetMetadata(accessKey, access);

/** Marks a route on which something is recorded: a provider who may not is told that only the office decides. */
export const Decides = () => SetMetadata(decidesKey, true);

export const accessOf = (reflector: Reflector, context: ExecutionContext): Access | undefined =>
  reflector.get<Access | undefined>(accessKey, context.getHandler());

export const accessOfHandler = (handler: object): Access | undefined =>
  Reflect.getMetadata(accessKey, handler) as Access | undefined;

/** The one guard of all routes: by role first, then by the relation to the one resource that the path names. */
@Injectable()
export class AuthorisationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly relations: Relations,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (isPublic(this.reflector, context)) return true;
    const access = accessOf(this.reflector, context);
    if (!access) throw new Error('a route without a rule');
    const request = context.switchToHttp().getRequest<FastifyRequest<{ Params: Record<string, string> }>>();
    const principal = principalIn(context);
    const permitted = principal.roles.flatMap((role): Acting[] => {
      const relation = role === 'system' ? undefined : access[role];
      return relation === undefined || role === 'system' ? [] : [{ principal, role, relation }];
    });
    if (!permitted.length) throw this.forbidden(context, principal.roles.includes('provider'));
    for (const acting of permitted) {
      if (await this.relations.holds(acting, request.params)) {
        request.acting = acting;
        return true;
      }
    }
    throw Relations.unknown(request.params);
  }

  private forbidden(context: ExecutionContext, provider: boolean): Problem {
    const decides = this.reflector.get<boolean | undefined>(decidesKey, context.getHandler()) === true;
    return provider && decides
      ? new Problem('provider-may-not-decide', 'A provider reports; the office decides.')
      : new Problem('forbidden', 'The role does not allow this.');
  }
}
