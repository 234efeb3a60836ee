import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Providers } from '../../application/provider/providers.js';
import { Refused } from '../../application/refused.js';
import { reject } from '../../terms/rejection.js';
import {
  providerOwnHistory,
  toldToProvider,
  type ProviderOwnHistory,
} from '../../views/stream-history/stream-history.js';
import { reads } from '../authorisation/access.js';
import { As, type Acting } from '../authorisation/acting.js';
import { Allow } from '../authorisation/authorisation.guard.js';
import { ApiAnswer } from '../openapi/api-answer.js';
import { withinPeriod } from './audited-period.js';
import { axesOf, HistoryQuery } from './axes.js';

@ApiBearerAuth()
@ApiTags('providers')
@Controller('v1/providers')
export class ProviderHistoryController {
  constructor(private readonly providers: Providers) {}

  /** Read from the stream itself, so that it needs no view and no waiting. */
  @Get(':providerId/history')
  @Allow(reads.providerHistory)
  @ApiOperation({
    operationId: 'readProviderHistory',
    summary: 'What is recorded of a provider itself: visits and changes of its staff',
  })
  @ApiAnswer('ProviderOwnHistory', ['providerId'], 'streams')
  async history(
    @As() acting: Acting,
    @Param('providerId') providerId: string,
    @Query() query: HistoryQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProviderOwnHistory> {
    const entries = await this.providers.settledHistory(providerId);
    if (!entries.length) throw new Refused(reject('unknown-provider', 'there is no such provider'));
    const told = acting.role === 'provider' ? toldToProvider : providerOwnHistory;
    const answer = told(providerId, entries, withinPeriod(axesOf(query), acting));
    if (query.recordedBy === undefined) void reply.header('etag', `"${answer.revision}"`);
    return answer;
  }
}
