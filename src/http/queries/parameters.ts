import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { Code, DayField, Id } from '../../application/fields.js';
import type { Reading } from '../../views/answer.js';
import { listedPhases, type ListedPhase } from '../../views/participation-status/read-participations.js';
import { figures, type Figure } from '../../views/provider-escalation/figure.js';
import { PageSize, usualPageSize } from './page-size.js';

const cohort = /^(19|2\d)\d\d-Q[1-4]$/;

export class MinPosition {
  @ApiProperty({ required: false, description: 'Answers once the view has reached this position.' })
  @IsOptional()
  @Matches(/^[\x21-\x7e]{1,64}$/, { message: '$property must be a position that was answered' })
  readonly 'min-position'?: string;
}

export class PageQuery extends MinPosition {
  @ApiProperty({ required: false, description: 'Where the part before ended: its `next`.' })
  @IsOptional()
  @Matches(/^[\w-]{1,512}$/, { message: '$property must be one that was answered' })
  readonly cursor?: string;

  @PageSize()
  readonly limit?: number;
}

export const readingOf = (query: PageQuery): Reading => ({
  limit: query.limit ?? usualPageSize,
  ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
  ...(query['min-position'] === undefined ? {} : { minPosition: query['min-position'] }),
});

export class ProviderFilter extends PageQuery {
  @Id({ optional: true })
  readonly providerId?: string;
}

export class ProviderCasesFilter extends ProviderFilter {
  @Id({ optional: true })
  readonly measureId?: string;

  @Code(['true', 'false'], { optional: true, description: 'True for those that are not closed.' })
  readonly open?: 'true' | 'false';
}

export class ParticipationsQuery extends PageQuery {
  @Code(listedPhases, { optional: true })
  readonly phase?: ListedPhase;

  @Id({ optional: true })
  readonly measureId?: string;

  @Id({ optional: true })
  readonly clientId?: string;

  @Id({ optional: true, description: 'Those with a crisis that belongs to this incident.' })
  readonly incidentId?: string;
}

export class FiguresQuery extends MinPosition {
  @DayField({ optional: true, description: 'What had happened by the end of this day. Default: today.' })
  readonly asOf?: string;
}

export class ReachQueryString extends FiguresQuery {
  @DayField({ optional: true, description: 'First day of the latest mandate of the clients counted.' })
  readonly from?: string;

  @DayField({ optional: true, description: 'Last day of it.' })
  readonly to?: string;
}

export class BehindQuery extends PageQuery {
  @Code(figures)
  readonly figure!: Figure;

  @Id({ optional: true })
  readonly measureId?: string;

  @ApiProperty({ required: false, pattern: cohort.source, description: 'A calendar quarter, as in 2026-Q1.' })
  @IsOptional()
  @Matches(cohort, { message: '$property must be a calendar quarter, as in 2026-Q1' })
  readonly cohort?: string;

  @DayField({ optional: true, description: 'What had happened by the end of this day. Default: today.' })
  readonly asOf?: string;
}
