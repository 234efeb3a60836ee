import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { commands, type CommandName } from '../../application/commands.js';
import { InvalidInput, PreconditionFailed } from '../../application/command-errors.js';
import type { Receipt, Recording } from '../../application/recording.js';
import { faultsOf } from '../../application/validation.js';
import { actingIn } from '../authorisation/acting.js';
import { Contents } from '../authorisation/contents.js';
import { tellProvider } from '../authorisation/tell-provider.js';
import { originOf } from './origin.js';
import { creating, UsedKeys } from './used-keys.js';

type Incoming = FastifyRequest<{ Params: Record<string, string> }>;

/** Takes a command from a request to the bus: checked whole, with who sent it and under which identity. */
@Injectable()
export class CommandDesk {
  constructor(
    private readonly bus: CommandBus,
    private readonly contents: Contents,
    private readonly usedKeys: UsedKeys,
  ) {}

  /** @throws Problem, InvalidInput, Refused and what the journal throws */
  async take(name: CommandName, request: Incoming): Promise<Receipt> {
    const body = objectIn(request);
    const command = checked(name, body, request.params);
    const acting = await this.contents.check(command, actingIn(request));
    command.origin = originOf(request, acting, body);
    const record = () => this.usedKeys.guard(name, command, () => this.bus.execute(command));
    if (creating.has(name)) return record().catch(tellNoRevision);
    return acting.role === 'provider' ? record().catch(tellProvider) : record();
  }
}

/** What is to be made has no revision; what stands under its id already may be none of the caller's business. */
function tellNoRevision(error: unknown): never {
  throw error instanceof PreconditionFailed ? new PreconditionFailed(-1) : error;
}

/** A command without fields is an empty object: nothing, a list or null is none. */
function objectIn({ body }: Incoming): Readonly<Record<string, unknown>> {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new InvalidInput([{ field: '', problem: 'must be an object' }]);
  return body as Readonly<Record<string, unknown>>;
}

/** The command made of body and path. A field that the path names already is none of the body's. */
function checked(
  name: CommandName,
  body: Readonly<Record<string, unknown>>,
  parameters: Record<string, string>,
): Recording {
  const Command: new () => Recording = commands[name];
  const twice = Object.keys(parameters).filter(parameter => Object.hasOwn(body, parameter));
  const { instance, faults = [] } = faultsOf(Command, { ...body, ...parameters });
  const all = [...twice.map(field => ({ field, problem: 'should not exist' })), ...faults];
  if (all.length || !instance) throw new InvalidInput(all);
  return instance;
}
