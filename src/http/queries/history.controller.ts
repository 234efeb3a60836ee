import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Participations } from '../../application/participation/participations.js';
import { Refused } from '../../application/refused.js';
import { RulebookVersions } from '../../application/rulebook/rulebook-versions.js';
import { reject } from '../../terms/rejection.js';
import { caseHistory, type CaseHistory } from '../../views/case-history/case-history.js';
import { providerView, type ProviderHistory } from '../../views/case-history/provider-view.js';
import { TellsOfCases } from '../access-log/tells-of-cases.js';
import { toldByOne } from '../access-log/told.js';
import { reads } from '../authorisation/access.js';
import { As, type Acting } from '../authorisation/acting.js';
import { Allow } from '../authorisation/authorisation.guard.js';
import { ApiAnswer } from '../openapi/api-answer.js';
import { axesOf, HistoryQuery } from './axes.js';

@ApiBearerAuth()
@ApiTags('participations')
@Controller('v1/participations')
export class HistoryController {
  constructor(
    private readonly participations: Participations,
    private readonly versions: RulebookVersions,
  ) {}

  /** Read from the stream itself, so that it needs no view and no waiting. */
  @Get(':participationId/history')
  @Allow(reads.history)
  @TellsOfCases(toldByOne)
  @ApiOperation({
    operationId: 'readHistory',
    summary:
      'Everything about one participation: as it was by a day, as it was known, as it stood in the record',
  })
  @ApiAnswer('History', ['participationId'], 'streams')
  async history(
    @As() { role, principal }: Acting,
    @Param('participationId') participationId: string,
    @Query() query: HistoryQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseHistory | ProviderHistory> {
    const history = await this.participations.settledHistory(participationId);
    const told = caseHistory(history, axesOf(query), await this.versions.rulebooks());
    const answer = role === 'provider' ? providerView(told, principal.provider!) : told;
    if (!answer) throw new Refused(reject('unknown-participation', 'there is no such participation'));
    // The revision of an answer about the past is none that a command could be held against.
    if (query.recordedBy === undefined) void reply.header('etag', `"${answer.revision}"`);
    return answer;
  }
}
