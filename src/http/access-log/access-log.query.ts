import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { DayField, Id } from '../../application/fields.js';
import { PageQuery } from '../queries/parameters.js';

/** Whose case was read, or by whom; in which days. */
export class AccessLogQuery extends PageQuery {
  @Id({ optional: true, description: 'Reads that told of this participation.' })
  readonly participationId?: string;

  @Id({ optional: true, description: 'Reads that told of this client or of any of their participations.' })
  readonly clientId?: string;

  @Id({ optional: true, description: 'Reads that told of this provider case.' })
  readonly caseId?: string;

  @ApiProperty({
    required: false,
    minLength: 1,
    maxLength: 128,
    description: 'Reads by this subject. By itself only with the header Access-Purpose.',
  })
  @IsOptional()
  @Matches(/^\P{C}{1,128}$/u, { message: '$property must be the subject of a token' })
  readonly reader?: string;

  @DayField({ optional: true, description: 'First day of the reads.' })
  readonly from?: string;

  @DayField({ optional: true, description: 'Last day of them.' })
  readonly to?: string;
}
