import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problem/problem.js';

/**
 * A route that takes no query is not sent one: the parameter would be passed over in silence. The last guard of all: who
 * may not use the route is told so first.
 */
@Injectable()
export class StrayQuery implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { query } = context
      .switchToHttp()
      .getRequest<FastifyRequest<{ Querystring: Record<string, string> }>>();
    const names = Object.keys(query);
    if (names.length === 0 || takesQuery(context)) return true;
    const errors = names.map(field => ({ field, problem: 'should not exist' }));
    throw new Problem('bad-query', 'This route takes no query.', { errors });
  }
}

function takesQuery(context: ExecutionContext): boolean {
  const name = context.getHandler().name;
  const taken = (Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), name) ?? {}) as object;
  return Object.keys(taken).some(key => key.startsWith(`${RouteParamtypes.QUERY}:`));
}
