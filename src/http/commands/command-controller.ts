import { Controller, Post, Req, type Type } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Receipt } from '../../application/recording.js';
import { writes } from '../authorisation/access.js';
import { Allow, Decides } from '../authorisation/authorisation.guard.js';
import { ApiCommand } from '../openapi/api-command.js';
import { CommandDesk } from './command-desk.js';
import { parametersOf, type CommandRoute } from './route.js';

type Incoming = FastifyRequest<{ Params: Record<string, string> }>;

/** A controller with one route a command. Its methods are made from the table, so that no route can miss a part. */
export function commandController(resource: string, routes: readonly CommandRoute[]): Type<unknown> {
  @ApiTags(resource)
  @ApiBearerAuth()
  @Controller(`v1/${resource}`)
  class CommandController {
    constructor(readonly desk: CommandDesk) {}
  }
  for (const route of routes) addRoute(CommandController, route);
  Object.defineProperty(CommandController, 'name', { value: `${resource}CommandController` });
  return CommandController;
}

const lowerFirst = (name: string): string => name[0]!.toLowerCase() + name.slice(1);

function addRoute(
  Class: new (desk: CommandDesk) => { readonly desk: CommandDesk },
  { path, command, summary }: CommandRoute,
): void {
  const name = lowerFirst(command);
  const prototype = Class.prototype as object;
  Object.defineProperty(prototype, name, {
    configurable: true,
    writable: true,
    value: {
      [name](this: { readonly desk: CommandDesk }, request: Incoming): Promise<Receipt> {
        return this.desk.take(command, request);
      },
    }[name],
  });
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name)!;
  Reflect.defineMetadata('design:paramtypes', [Object], prototype, name);
  Req()(prototype, name, 0);
  const decorators: MethodDecorator[] = [
    Post(path),
    Allow(writes[command]),
    Decides(),
    ApiCommand(command, { operationId: name, summary, parameters: parametersOf(path) }),
  ];
  for (const decorate of decorators) decorate(prototype, name, descriptor);
}
