import { Controller, Get, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../authentication/public.js';
import { ApiPublicAnswer } from '../openapi/api-answer.js';
import { Metrics } from './metrics.js';

@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @Public()
  @ApiTags('operations')
  @ApiOperation({ operationId: 'readMetrics', summary: 'What Prometheus collects' })
  @ApiPublicAnswer('In the text format of Prometheus.', { 'text/plain': { schema: { type: 'string' } } })
  async text(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    void reply.type(this.metrics.registry.contentType);
    return this.metrics.registry.metrics();
  }
}
