import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../../identity/principal.js';
import { TokenVerifier } from '../../identity/token-verifier.js';
import { bearerToken } from './bearer-token.js';
import { isPublic } from './public.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null on a public route. */
    principal: Principal | null;
  }
}

/** Runs before every other guard: from here on it is known who asks, or the route is public. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: TokenVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (isPublic(this.reflector, context)) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    request.principal = await this.verifier.verify(bearerToken(request.raw));
    return true;
  }
}
