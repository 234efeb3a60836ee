import { ApiProperty } from '@nestjs/swagger';

/** Where what was recorded stands. */
export class ReceiptAnswer {
  @ApiProperty({ description: 'Id of what was made or, where nothing was, of the event.' })
  readonly id!: string;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'Revision of the stream with it.' })
  readonly revision!: number;

  @ApiProperty({ description: 'Position in the log, for `min-position`.' })
  readonly position!: string;
}
