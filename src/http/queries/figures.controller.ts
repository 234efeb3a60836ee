import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Measures } from '../../application/measure/measures.js';
import { Providers } from '../../application/provider/providers.js';
import { Refused } from '../../application/refused.js';
import { Clock } from '../../clock.js';
import { reject } from '../../terms/rejection.js';
import { dayOf, toInstant, type Day } from '../../terms/times.js';
import {
  ReadBehindFigure,
  ReadMeasureFigures,
  ReadProviderFigures,
} from '../../views/provider-escalation/read-escalation.js';
import { ReadReach } from '../../views/reach/read-reach.js';
import { TellsOfCases } from '../access-log/tells-of-cases.js';
import { toldByPage } from '../access-log/told.js';
import { reads } from '../authorisation/access.js';
import { As, type Acting } from '../authorisation/acting.js';
import { Allow } from '../authorisation/authorisation.guard.js';
import { Scopes } from '../authorisation/scopes.js';
import { ApiAnswer } from '../openapi/api-answer.js';
import { afterPeriod, lastTold } from './audited-period.js';
import { BehindQuery, FiguresQuery, ReachQueryString, readingOf } from './parameters.js';

/** Figures of providers and offices; what happened by the end of a day, as it is known today. */
@ApiBearerAuth()
@ApiTags('figures')
@Controller('v1')
export class FiguresController {
  constructor(
    private readonly bus: QueryBus,
    private readonly scopes: Scopes,
    private readonly providers: Providers,
    private readonly measures: Measures,
    private readonly clock: Clock,
  ) {}

  @Get('providers/:providerId/escalation')
  @Allow(reads.escalation)
  @ApiOperation({
    operationId: 'readProviderEscalation',
    summary: 'Dropouts, surprises and reporting delays of a provider, per cohort and measure, always with n',
  })
  @ApiAnswer('ProviderEscalation', ['providerId'])
  async provider(
    @As() acting: Acting,
    @Param('providerId') providerId: string,
    @Query() query: FiguresQuery,
  ) {
    await this.known(providerId);
    return this.bus.execute(
      new ReadProviderFigures(providerId, this.asOf(acting, query.asOf), query['min-position']),
    );
  }

  @Get('providers/:providerId/escalation/participations')
  @Allow(reads.escalationCases)
  @TellsOfCases(toldByPage)
  @ApiOperation({
    operationId: 'listParticipationsBehindFigure',
    summary: 'The participations and events behind a figure, as far as the caller may read them',
  })
  @ApiAnswer('BehindFigure', ['providerId'])
  async behind(@As() acting: Acting, @Param('providerId') providerId: string, @Query() query: BehindQuery) {
    await this.known(providerId);
    const { figure, measureId, cohort } = query;
    const asOf = this.asOf(acting, query.asOf);
    const of = {
      ...{ providerId, figure, asOf },
      ...(measureId === undefined ? {} : { measureId }),
      ...(cohort === undefined ? {} : { cohort }),
    };
    return this.bus.execute(new ReadBehindFigure(of, await this.scopes.of(acting), readingOf(query)));
  }

  @Get('measures/:measureId/escalation')
  @Allow(reads.escalation)
  @ApiOperation({
    operationId: 'readMeasureEscalation',
    summary: 'Dropouts, surprises and reporting delays of a measure, per cohort, always with n',
  })
  @ApiAnswer('MeasureEscalation', ['measureId'])
  async measure(@As() acting: Acting, @Param('measureId') measureId: string, @Query() query: FiguresQuery) {
    const { measure } = await this.measures.state(measureId);
    if (measure.status === 'unknown')
      throw new Refused(reject('unknown-measure', 'there is no such measure'));
    return this.bus.execute(
      new ReadMeasureFigures(measureId, this.asOf(acting, query.asOf), query['min-position']),
    );
  }

  @Get('reach')
  @Allow(reads.reach)
  @ApiOperation({
    operationId: 'readReach',
    summary: 'How many clients of the own office come how far, and where and why others are lost',
  })
  @ApiAnswer('ReachAnswer', [], 'views', false)
  reach(@As() { principal }: Acting, @Query() { from, to, asOf, ...query }: ReachQueryString) {
    const request = {
      officeId: principal.office!,
      asOf: asOf ?? this.today(),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    };
    return this.bus.execute(new ReadReach(request, query['min-position']));
  }

  private async known(providerId: string): Promise<void> {
    const { registered } = await this.providers.registered(providerId);
    if (!registered) throw new Refused(reject('unknown-provider', 'there is no such provider'));
  }

  /** The day that is asked about, else today; to an auditor none is told after the period of the order. */
  private asOf(acting: Acting, asked: Day | undefined): Day {
    const last = lastTold(acting) ?? '9999-12-31';
    if (asked === undefined) return this.today() < last ? this.today() : last;
    if (asked > last) throw afterPeriod();
    return asked;
  }

  private today(): Day {
    return dayOf(toInstant(this.clock.now()));
  }
}
