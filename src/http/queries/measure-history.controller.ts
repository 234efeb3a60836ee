import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Measures } from '../../application/measure/measures.js';
import { Refused } from '../../application/refused.js';
import { reject } from '../../terms/rejection.js';
import { measureHistory, type MeasureHistory } from '../../views/measure-history/measure-history.js';
import { reads } from '../authorisation/access.js';
import { As, type Acting } from '../authorisation/acting.js';
import { Allow } from '../authorisation/authorisation.guard.js';
import { ApiAnswer } from '../openapi/api-answer.js';
import { lastMomentTold } from './audited-period.js';

@ApiBearerAuth()
@ApiTags('measures')
@Controller('v1/measures')
export class MeasureHistoryController {
  constructor(private readonly measures: Measures) {}

  /** Read from the stream itself, so that it needs no view and no waiting. */
  @Get(':measureId/history')
  @Allow(reads.measureHistory)
  @ApiOperation({
    operationId: 'readMeasureHistory',
    summary: 'Contract, reviews, instructions and objections, pauses with their exposure, deficiencies',
  })
  @ApiAnswer('MeasureHistoryAnswer', ['measureId'], 'streams')
  async history(
    @As() acting: Acting,
    @Param('measureId') measureId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeasureHistory> {
    const history = await this.measures.history(measureId);
    const answer = measureHistory(history, lastMomentTold(acting));
    if (!answer) throw new Refused(reject('unknown-measure', 'there is no such measure'));
    void reply.header('etag', `"${answer.revision}"`);
    return answer;
  }
}
