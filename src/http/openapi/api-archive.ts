import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOkResponse } from '@nestjs/swagger';
import { purposeParameter } from './api-answer.js';
import { ApiIds } from './api-ids.js';
import { ApiProblems } from './api-problems.js';
import { problemsOfQuery } from './route-problems.js';

/** Says of a route that it answers with a ZIP, which is read from the streams and logged as a read. */
export const ApiArchive = (description: string, parameters: readonly string[]): MethodDecorator =>
  applyDecorators(
    ApiOkResponse({
      description,
      headers: {
        'Content-Disposition': { description: 'The name of the file.', schema: { type: 'string' } },
      },
      content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } },
    }),
    ApiIds(parameters),
    ApiHeader(purposeParameter),
    ApiProblems(problemsOfQuery(parameters, 'streams', true)),
  );
