import { applyDecorators } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { Answers } from './answers.js';
import { ApiProblems } from './api-problems.js';

/** Says of a route that reads what it answers, and with which problems. */
export const ApiAnswer = (name: keyof Answers, parameters: readonly string[] = []): MethodDecorator =>
  applyDecorators(
    ApiOkResponse({
      description: 'As the views stand at `position`.',
      content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
    }),
    ApiProblems('query', parameters),
  );
