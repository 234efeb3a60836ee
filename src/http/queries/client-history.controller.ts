import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Clients } from '../../application/client/clients.js';
import { clientHistory, type ClientHistory } from '../../views/stream-history/stream-history.js';
import { TellsOfCases } from '../access-log/tells-of-cases.js';
import { toldByOne } from '../access-log/told.js';
import { reads } from '../authorisation/access.js';
import { Allow } from '../authorisation/authorisation.guard.js';
import { ApiAnswer } from '../openapi/api-answer.js';
import { axesOf, HistoryQuery } from './axes.js';

@ApiBearerAuth()
@ApiTags('clients')
@Controller('v1/clients')
export class ClientHistoryController {
  constructor(private readonly clients: Clients) {}

  /** Read from the stream itself, so that it needs no view and no waiting. */
  @Get(':clientId/history')
  @Allow(reads.clientHistory)
  @TellsOfCases(toldByOne)
  @ApiOperation({
    operationId: 'readClientHistory',
    summary: 'What is recorded of a client itself: talks, mandates, complaints, hand-overs',
  })
  @ApiAnswer('ClientHistory', ['clientId'], 'streams')
  async history(
    @Param('clientId') clientId: string,
    @Query() query: HistoryQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ClientHistory> {
    const answer = clientHistory(clientId, await this.clients.settledHistory(clientId), axesOf(query));
    // The revision of an answer about the past is none that a command could be held against.
    if (query.recordedBy === undefined) void reply.header('etag', `"${answer.revision}"`);
    return answer;
  }
}
