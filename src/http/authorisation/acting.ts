import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../../identity/principal.js';
import type { Actor, Role } from '../../terms/actor.js';
import type { Access, Relation } from './access.js';

type CallersRole = Exclude<Role, 'system'>;

/** The caller in the one role that lets the request through. */
export interface Acting {
  readonly principal: Principal;
  readonly role: CallersRole;
  readonly relation: Relation;
  /** Every role of the caller, this one among them, to which the route's rule gives the same relation. */
  readonly roles: readonly CallersRole[];
}

/** Every role in which a rule permits the caller to act, should the relation hold. */
export function actingUnder(access: Access, principal: Principal): readonly Acting[] {
  const permitted = principal.roles
    .filter(role => role !== 'system')
    .filter(role => access[role] !== undefined);
  return permitted.map(role => {
    const relation = access[role]!;
    return { principal, role, relation, roles: permitted.filter(other => access[other] === relation) };
  });
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
