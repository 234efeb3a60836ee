import { Controller, Post, Req, type Type } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiCreatedResponse,
  ApiHeader,
  ApiOperation,
  ApiParam,
  ApiTags,
  OmitType,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { commands } from '../../application/commands.js';
import { idPattern } from '../../application/fields.js';
import type { Receipt } from '../../application/recording.js';
import { writes } from '../authorisation/access.js';
import { Allow, Decides } from '../authorisation/authorisation.guard.js';
import { ApiProblems } from '../openapi/api-problems.js';
import { ReceiptAnswer } from '../openapi/receipt-answer.js';
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
  const parameters = parametersOf(path);
  const decorators: MethodDecorator[] = [
    Post(path),
    Allow(writes[command]),
    Decides(),
    ApiOperation({ operationId: name, summary }),
    ...parameters.map(parameter =>
      ApiParam({ name: parameter, schema: { type: 'string', pattern: idPattern.source } }),
    ),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'Makes a retry harmless: the first receipt is answered again.',
      schema: { type: 'string', minLength: 1, maxLength: 255 },
    }),
    ApiHeader({
      name: 'If-Match',
      required: false,
      description: 'The revision, in quotes, that the stream must have.',
      schema: { type: 'string', pattern: '^"\\d{1,15}"$' },
    }),
    ApiBody({ type: bodyOf(command, parameters) }),
    ApiCreatedResponse({ type: ReceiptAnswer, description: 'Recorded, durably.' }),
    ApiProblems('command', parameters),
  ];
  for (const decorate of decorators) decorate(prototype, name, descriptor);
}

/** A command without the fields that its path names. */
function bodyOf(command: CommandRoute['command'], parameters: readonly string[]): Type<unknown> {
  const Command = commands[command] as unknown as Type<Record<string, unknown>>;
  const Body = OmitType(Command, [...parameters]);
  Object.defineProperty(Body, 'name', { value: `${command}Body` });
  return Body;
}
