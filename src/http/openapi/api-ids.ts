import { applyDecorators } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { idPattern } from '../../application/fields.js';

/** The ids in a route's path. */
export const ApiIds = (parameters: readonly string[]): MethodDecorator =>
  applyDecorators(
    ...parameters.map(name => ApiParam({ name, schema: { type: 'string', pattern: idPattern.source } })),
  );
