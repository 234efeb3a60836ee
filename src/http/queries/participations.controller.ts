import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  ListParticipations,
  ReadParticipation,
} from '../../views/participation-status/read-participations.js';
import { reads } from '../authorisation/access.js';
import { As, type Acting } from '../authorisation/acting.js';
import { Allow } from '../authorisation/authorisation.guard.js';
import { Scopes } from '../authorisation/scopes.js';
import { ApiAnswer } from '../openapi/api-answer.js';
import { Problem } from '../problem/problem.js';
import { foundOr } from './found.js';
import { MinPosition, ParticipationsQuery, readingOf } from './parameters.js';

@ApiBearerAuth()
@ApiTags('participations')
@Controller('v1/participations')
export class ParticipationsController {
  constructor(
    private readonly bus: QueryBus,
    private readonly scopes: Scopes,
  ) {}

  @Get()
  @Allow(reads.participations)
  @ApiOperation({
    operationId: 'listParticipations',
    summary: 'The participations of the clients of the caller; for a provider, those assigned to it',
  })
  @ApiAnswer('ParticipationList')
  async list(@As() acting: Acting, @Query() query: ParticipationsQuery) {
    const { phase, measureId, clientId } = query;
    if (acting.role === 'provider' && (phase !== undefined || clientId !== undefined))
      throw new Problem('bad-query', 'A provider can ask by measureId only.');
    const filter = {
      ...(phase === undefined ? {} : { phase }),
      ...(measureId === undefined ? {} : { measureId }),
      ...(clientId === undefined ? {} : { clientId }),
    };
    return this.bus.execute(new ListParticipations(await this.scopes.of(acting), filter, readingOf(query)));
  }

  @Get(':participationId')
  @Allow(reads.participation)
  @ApiOperation({ operationId: 'readParticipation', summary: 'How a participation stands' })
  @ApiAnswer('ParticipationAnswer', ['participationId'])
  async one(
    @As() { role, principal }: Acting,
    @Param('participationId') participationId: string,
    @Query() query: MinPosition,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const providerId = role === 'provider' ? principal.provider : undefined;
    const answer = await this.bus.execute(
      new ReadParticipation(participationId, providerId, query['min-position']),
    );
    const found = foundOr(answer, 'unknown-participation');
    if ('revision' in found) void reply.header('etag', `"${found.revision}"`);
    return found;
  }
}
