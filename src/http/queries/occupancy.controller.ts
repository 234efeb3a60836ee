import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ListOccupancy, ReadOccupancy } from '../../views/occupancy/read-occupancy.js';
import { Clock } from '../../clock.js';
import { toInstant } from '../../terms/times.js';
import { reads } from '../authorisation/access.js';
import { As, type Acting } from '../authorisation/acting.js';
import { Relations } from '../authorisation/relations.js';
import { Allow } from '../authorisation/authorisation.guard.js';
import { ApiAnswer } from '../openapi/api-answer.js';
import { lastMomentTold } from './audited-period.js';
import { foundOr } from './found.js';
import { MinPosition, ProviderFilter, readingOf } from './parameters.js';

@ApiBearerAuth()
@ApiTags('measures')
@Controller('v1')
export class OccupancyController {
  constructor(
    private readonly bus: QueryBus,
    private readonly clock: Clock,
  ) {}

  @Get('occupancy')
  @Allow(reads.occupancies)
  @ApiOperation({ operationId: 'listOccupancy', summary: 'How the places of all measures are used' })
  @ApiAnswer('OccupancyList')
  list(@Query() query: ProviderFilter) {
    const { providerId } = query;
    return this.bus.execute(
      new ListOccupancy(providerId === undefined ? {} : { providerId }, readingOf(query)),
    );
  }

  @Get('measures/:measureId/occupancy')
  @Allow(reads.occupancy)
  @ApiOperation({ operationId: 'readOccupancy', summary: 'How the places of a measure are used' })
  @ApiAnswer('OccupancyAnswer', ['measureId'])
  async one(@As() acting: Acting, @Param('measureId') measureId: string, @Query() query: MinPosition) {
    const last = lastMomentTold(acting);
    // It is told as it is now: nothing for whoever may look no further than a day that is over.
    if (last !== undefined && last < toInstant(this.clock.now())) throw Relations.unknown({ measureId });
    const answer = await this.bus.execute(new ReadOccupancy(measureId, query['min-position']));
    return foundOr(answer, 'unknown-measure');
  }
}
