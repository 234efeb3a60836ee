import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../../identity/principal.js';
import type { Actor, Role } from '../../terms/actor.js';
import type { Relation } from './access.js';

/** The caller in the one role that lets the request through. */
export interface Acting {
  readonly principal: Principal;
  readonly role: Exclude<Role, 'system'>;
  readonly relation: Relation;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** In which role the caller acts; set by the authorisation guard. */
    acting?: Acting;
  }
}

export function actingIn(request: FastifyRequest): Acting {
  if (!request.acting) throw new Error('the request was not authorised');
  return request.acting;
}

/** `@As() acting: Acting` as a parameter of a route. */
export const As = createParamDecorator((_: unknown, context: ExecutionContext) =>
  actingIn(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** Who recorded, as it will stand in the event. */
export function actorOf({ principal, role }: Acting): Actor {
  const organisation = role === 'provider' ? principal.provider : principal.office;
  return { id: principal.subject, role, ...(organisation === undefined ? {} : { organisation }) };
}
