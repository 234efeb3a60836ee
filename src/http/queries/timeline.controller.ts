import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Clock } from '../../clock.js';
import { toInstant } from '../../terms/times.js';
import { ReadAttention } from '../../views/attention/read-attention.js';
import { ReadTimeline } from '../../views/adviser-timeline/read-timeline.js';
import { TellsOfCases } from '../access-log/tells-of-cases.js';
import { toldByPage } from '../access-log/told.js';
import { reads } from '../authorisation/access.js';
import { As, type Acting } from '../authorisation/acting.js';
import { Allow } from '../authorisation/authorisation.guard.js';
import { Scopes } from '../authorisation/scopes.js';
import { ApiAnswer } from '../openapi/api-answer.js';
import { PageQuery, readingOf } from './parameters.js';

@ApiBearerAuth()
@ApiTags('work')
@Controller('v1')
export class TimelineController {
  constructor(
    private readonly bus: QueryBus,
    private readonly scopes: Scopes,
    private readonly clock: Clock,
  ) {}

  @Get('timeline')
  @Allow(reads.timeline)
  @TellsOfCases(toldByPage)
  @ApiOperation({
    operationId: 'readTimeline',
    summary: 'What happened across all clients of the caller, the newest in the log first',
  })
  @ApiAnswer('Timeline')
  async timeline(@As() acting: Acting, @Query() query: PageQuery) {
    return this.bus.execute(new ReadTimeline(await this.scopes.of(acting), readingOf(query)));
  }

  @Get('attention')
  @Allow(reads.attention)
  @TellsOfCases(toldByPage)
  @ApiOperation({
    operationId: 'readAttention',
    summary: 'What waits for the caller now, the most pressing first',
  })
  @ApiAnswer('Attention')
  async attention(@As() acting: Acting, @Query() query: PageQuery) {
    const now = toInstant(this.clock.now());
    return this.bus.execute(new ReadAttention(await this.scopes.of(acting), now, readingOf(query)));
  }
}
