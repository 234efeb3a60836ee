import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '../authentication/public.js';
import { contentOf } from '../openapi/answer-content.js';
import { ApiPublicAnswer } from '../openapi/api-answer.js';
import { examplesOf } from '../openapi/problem-examples.js';
import { problemType } from '../problem/problem.js';
import { status } from '../problem/statuses.js';
import { Readiness, type ReadinessReport } from './readiness.js';

@Public()
@ApiTags('operations')
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** The process answers. */
  @Get('live')
  @ApiOperation({ operationId: 'readLiveness', summary: 'Whether the process answers' })
  @ApiPublicAnswer('It does.', contentOf('Liveness'))
  live(): { readonly live: true } {
    return { live: true };
  }

  /** Everything that serving needs is there; otherwise 503, with the names of what is not. */
  @Get('ready')
  @ApiResponse({
    status: status.serviceUnavailable,
    description: 'They cannot, for want of what is named.',
    content: {
      ...contentOf('Readiness'),
      ...contentOf('ProblemAnswer', problemType, examplesOf(status.serviceUnavailable, ['shutting-down'])),
    },
  })
  @ApiOperation({ operationId: 'readReadiness', summary: 'Whether requests can be served' })
  @ApiPublicAnswer('They can.', contentOf('Readiness'))
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadinessReport> {
    const report = await this.readiness.report();
    void reply.code(report.ready ? status.ok : status.serviceUnavailable);
    return report;
  }
}
