import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../../identity/principal.js';

/** The principal of a request. @throws Error on a public route, which has none */
export function principalIn(context: ExecutionContext): Principal {
  const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!principal) throw new Error('a public route has no principal');
  return principal;
}

/** `@Caller() caller: Principal` as a parameter of a route. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext) => principalIn(context));
