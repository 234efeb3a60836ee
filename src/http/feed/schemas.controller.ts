import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { eventForms, eventSchema } from '../../feed/event-schemas.js';
import { reads } from '../authorisation/access.js';
import { Allow } from '../authorisation/authorisation.guard.js';
import { ApiAnswer } from '../openapi/api-answer.js';
import { ApiIds } from '../openapi/api-ids.js';
import { ApiProblems } from '../openapi/api-problems.js';
import { problemsOfQuery } from '../openapi/route-problems.js';
import { Problem } from '../problem/problem.js';
import type { SchemaList } from './schema-list.js';

const schemaType = 'application/schema+json';
const inPath = ['type', 'version'];

/** What the feed's events look like: for those who build on it, and those who answer for what leaves. */
@ApiBearerAuth()
@ApiTags('feed')
@Controller('v1/schemas')
export class SchemasController {
  @Get()
  @Allow(reads.schemas)
  @ApiOperation({ operationId: 'listSchemas', summary: 'Every type of event in each of its versions' })
  @ApiAnswer('SchemaList', [], 'streams')
  list(): SchemaList {
    return { items: eventForms.map(form => ({ ...form, path: `/v1/schemas/${form.type}/${form.version}` })) };
  }

  @Get(':type/:version')
  @Allow(reads.schemas)
  @ApiOperation({ operationId: 'readSchema', summary: 'The JSON Schema of what `data` of an event holds' })
  @ApiIds(inPath)
  @ApiProblems(problemsOfQuery(inPath, 'streams'))
  @ApiOkResponse({
    description: 'Draft-07; `$id` is the `dataschema` of the events.',
    content: { [schemaType]: { schema: { type: 'object' } } },
  })
  async one(
    @Param('type') type: string,
    @Param('version') version: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const schema = eventSchema(type, version);
    if (!schema) throw new Problem('not-found', 'There is no such type of event, or not in this version.');
    await reply.type(`${schemaType}; charset=utf-8`).send(Buffer.from(JSON.stringify(schema)));
  }
}
