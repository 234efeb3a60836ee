import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Refused } from '../../application/refused.js';
import { RulebookVersions } from '../../application/rulebook/rulebook-versions.js';
import { reject } from '../../terms/rejection.js';
import { rulebookItem, type RulebookItem, type RulebookList } from '../../views/rulebooks/rulebooks.js';
import { reads } from '../authorisation/access.js';
import { Allow } from '../authorisation/authorisation.guard.js';
import { ApiAnswer } from '../openapi/api-answer.js';

/** Read from the stream itself, so that it needs no view and no waiting. */
@ApiBearerAuth()
@ApiTags('rulebooks')
@Controller('v1/rulebooks')
export class RulebooksController {
  constructor(private readonly versions: RulebookVersions) {}

  @Get()
  @Allow(reads.rulebooks)
  @ApiOperation({
    operationId: 'listRulebooks',
    summary: 'All versions of the rulebook, in the order in which they were added',
  })
  @ApiAnswer('RulebookList', [], 'streams')
  async list(@Res({ passthrough: true }) reply: FastifyReply): Promise<RulebookList> {
    const history = await this.versions.history();
    const revision = history.length - 1;
    void reply.header('etag', `"${revision}"`);
    return { revision, items: history.map(rulebookItem) };
  }

  @Get(':rulebookId')
  @Allow(reads.rulebooks)
  @ApiOperation({ operationId: 'readRulebook', summary: 'One version of the rulebook' })
  @ApiAnswer('RulebookAnswer', ['rulebookId'], 'streams')
  async one(@Param('rulebookId') version: string): Promise<RulebookItem> {
    const added = (await this.versions.history()).find(({ data }) => data.version === version);
    if (!added) throw new Refused(reject('unknown-rulebook', `there is no version ${version}`));
    return rulebookItem(added);
  }
}
