import { ApiProperty } from '@nestjs/swagger';

export class FaultAnswer {
  @ApiProperty({ description: 'Dotted path of the field, empty for the whole.' })
  readonly field!: string;

  @ApiProperty()
  readonly problem!: string;
}

/** Problem details (RFC 9457). */
export class ProblemAnswer {
  @ApiProperty({ format: 'uri', description: 'Stable per code.' })
  readonly type!: string;

  @ApiProperty()
  readonly title!: string;

  @ApiProperty({ type: 'integer' })
  readonly status!: number;

  @ApiProperty()
  readonly detail!: string;

  @ApiProperty({ format: 'uri', description: 'The correlation id of the request as a URN.' })
  readonly instance!: string;

  @ApiProperty({ description: 'As in docs/refusals.md.' })
  readonly code!: string;

  @ApiProperty({ type: [FaultAnswer], required: false, description: 'Every field that is at fault.' })
  readonly errors?: FaultAnswer[];
}
