import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DayField } from '../../application/fields.js';
import { Clock } from '../../clock.js';
import { dayOf, toInstant } from '../../terms/times.js';
import { ReadOfficeFigures } from '../../views/office-figures/read-office-figures.js';
import { reads } from '../authorisation/access.js';
import { Allow } from '../authorisation/authorisation.guard.js';
import { ApiAnswer } from '../openapi/api-answer.js';
import { FiguresQuery } from './parameters.js';

export class OfficeFiguresParameters extends FiguresQuery {
  @DayField({ optional: true, description: 'First day on which the office learned of what it owed.' })
  readonly from?: string;
}

/** How an office meets what it owes: a figure of the office, never of its people. */
@ApiBearerAuth()
@ApiTags('figures')
@Controller('v1/offices')
export class OfficeFiguresController {
  constructor(
    private readonly bus: QueryBus,
    private readonly clock: Clock,
  ) {}

  @Get(':officeId/figures')
  @Allow(reads.officeFigures)
  @ApiOperation({
    operationId: 'readOfficeFigures',
    summary: 'How the office responded to crises, kept contact and decided exits; n only below 10',
  })
  @ApiAnswer('OfficeFiguresAnswer', ['officeId'])
  figures(
    @Param('officeId') officeId: string,
    @Query() { from, asOf, 'min-position': minPosition }: OfficeFiguresParameters,
  ) {
    const today = dayOf(toInstant(this.clock.now()));
    return this.bus.execute(new ReadOfficeFigures(officeId, asOf ?? today, from, minPosition));
  }
}
