import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Text } from '../../application/fields.js';
import { operations } from '../authorisation/access.js';
import { As, type Acting } from '../authorisation/acting.js';
import { Allow, Decides } from '../authorisation/authorisation.guard.js';
import { Log } from '../logging/log.js';
import { contentOf } from '../openapi/answer-content.js';
import { ApiAnswer } from '../openapi/api-answer.js';
import { ApiProblems } from '../openapi/api-problems.js';
import { problemsOfOperation } from '../openapi/route-problems.js';
import { Problem } from '../problem/problem.js';
import { PolicyOperations, type PolicyStatus } from './policy-operations.js';

/** Why the policies may go on: kept with the name of who said so. */
export class PolicyResumptionBody {
  @Text({ most: 500, description: 'What was found out about the clock.' })
  readonly reason!: string;
}

@ApiBearerAuth()
@ApiTags('operations')
@Controller('v1/operations')
export class PoliciesController {
  constructor(
    private readonly policies: PolicyOperations,
    private readonly log: Log,
  ) {}

  @Get('policies')
  @Allow(operations.policies)
  @ApiOperation({ operationId: 'readPolicies', summary: 'Whether duties are watched, and what is due' })
  @ApiAnswer('PolicyStatus', [], 'streams', false)
  status(): Promise<PolicyStatus> {
    return this.policies.status();
  }

  /** @throws Problem where they do not stand still */
  @Post('policy-resumptions')
  @Allow(operations.resumePolicies)
  @Decides()
  @ApiOperation({
    operationId: 'resumePolicies',
    summary: 'Let the policies go on after somebody has looked at the clock',
  })
  @ApiBody({ type: PolicyResumptionBody })
  @ApiCreatedResponse({ description: 'They go on.', content: contentOf('PolicyStatus') })
  @ApiProblems(problemsOfOperation('policies-running'))
  async resume(@Body() { reason }: PolicyResumptionBody, @As() { principal }: Acting): Promise<PolicyStatus> {
    if (!(await this.policies.resume(principal.subject, reason)))
      throw new Problem('policies-running', 'The policies run; there is nothing to resume.');
    this.log.warn('the policies were resumed by an operator');
    return this.policies.status();
  }
}
