import { applyDecorators, type Type } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiHeader, ApiOperation, OmitType } from '@nestjs/swagger';
import { commands, type CommandName } from '../../application/commands.js';
import { ApiIds } from './api-ids.js';
import { contentOf } from './answer-content.js';
import { ApiProblems } from './api-problems.js';
import { problemsOfCommand } from './route-problems.js';

interface CommandOperation {
  readonly operationId: string;
  readonly summary: string;
  /** The names in the route's path. */
  readonly parameters: readonly string[];
}

/** Says of a route that takes a command what it accepts and answers. */
export const ApiCommand = (
  command: CommandName,
  { operationId, summary, parameters }: CommandOperation,
): MethodDecorator =>
  applyDecorators(
    ApiOperation({ operationId, summary }),
    ApiIds(parameters),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'Makes a retry harmless: the first receipt is answered again.',
      schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
    }),
    ApiHeader({
      name: 'If-Match',
      required: false,
      description: 'The revision, in quotes, that the stream must have.',
      schema: { type: 'string', pattern: '^"\\d{1,15}"$' },
    }),
    ApiBody({ type: bodyOf(command, parameters) }),
    ApiCreatedResponse({ description: 'Recorded, durably.', content: contentOf('ReceiptAnswer') }),
    ApiProblems(problemsOfCommand(command, parameters)),
  );

/** A command without the fields that its path names. */
function bodyOf(command: CommandName, parameters: readonly string[]): Type<unknown> {
  const Command = commands[command] as unknown as Type<Record<string, unknown>>;
  const Body = OmitType(Command, [...parameters]);
  Object.defineProperty(Body, 'name', { value: `${command}Body` });
  return Body;
}
