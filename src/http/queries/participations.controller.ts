import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  ListParticipations,
  ReadParticipation,
} from '../../views/participation-status/read-participations.js';
import { TellsOfCases } from '../access-log/tells-of-cases.js';
import { toldByOne, toldByPage } from '../access-log/told.js';
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
  @TellsOfCases(toldByPage)
  @ApiOperation({
    operationId: 'listParticipations',
    summary: 'The participations of the clients of the caller; for a provider, those assigned to it',
  })
  @ApiAnswer('ParticipationList')
  async list(@As() acting: Acting, @Query() query: ParticipationsQuery) {
    const { phase, measureId, clientId, incidentId } = query;
    const ofOffice = [phase, clientId, incidentId].some(asked => asked !== undefined);
    if (acting.role === 'provider' && ofOffice)
      throw new Problem('bad-query', 'A provider can ask by measureId only.');
    const filter = {
      ...(phase === undefined ? {} : { phase }),
      ...(measureId === undefined ? {} : { measureId }),
      ...(clientId === undefined ? {} : { clientId }),
      ...(incidentId === undefined ? {} : { incidentId }),
    };
    return this.bus.execute(new ListParticipations(await this.scopes.of(acting), filter, readingOf(query)));
  }

  @Get(':participationId')
  @Allow(reads.participation)
  @TellsOfCases(toldByOne)
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
