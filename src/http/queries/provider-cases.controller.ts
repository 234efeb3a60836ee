import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Participations } from '../../application/participation/participations.js';
import { ProviderCases } from '../../application/provider-case/provider-cases.js';
import { Refused } from '../../application/refused.js';
import { Clock } from '../../clock.js';
import { reject } from '../../terms/rejection.js';
import { toInstant } from '../../terms/times.js';
import type { Answer } from '../../views/answer.js';
import { caseHistory } from '../../views/case-history/case-history.js';
import { providerView } from '../../views/case-history/provider-view.js';
import type { Page } from '../../views/cursor.js';
import { caseFile, namedIn, type CaseFile, type Readable } from '../../views/provider-cases/case-file.js';
import type { ProviderCaseItem } from '../../views/provider-cases/case-item.js';
import { providerCaseFile } from '../../views/provider-cases/provider-case-file.js';
import type { CaseScope } from '../../views/provider-cases/provider-cases.query.js';
import { ListProviderCases } from '../../views/provider-cases/read-cases.js';
import { TellsOfCases } from '../access-log/tells-of-cases.js';
import { toldByPage } from '../access-log/told.js';
import { reads } from '../authorisation/access.js';
import { As, type Acting } from '../authorisation/acting.js';
import { Allow } from '../authorisation/authorisation.guard.js';
import { Relations } from '../authorisation/relations.js';
import { ApiAnswer } from '../openapi/api-answer.js';
import { ProviderCasesFilter, readingOf } from './parameters.js';

@ApiBearerAuth()
@ApiTags('provider-cases')
@Controller('v1/provider-cases')
export class ProviderCasesController {
  constructor(
    private readonly bus: QueryBus,
    private readonly cases: ProviderCases,
    private readonly participations: Participations,
    private readonly relations: Relations,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow(reads.providerCases)
  @TellsOfCases((answer: Page<ProviderCaseItem>) => toldByPage(answer))
  @ApiOperation({
    operationId: 'listProviderCases',
    summary: 'The cases of the own office; for a provider, those about itself that have reached it',
  })
  @ApiAnswer('ProviderCaseList')
  list(@As() acting: Acting, @Query() query: ProviderCasesFilter): Promise<Answer<Page<ProviderCaseItem>>> {
    const { providerId, measureId, open } = query;
    const filter = {
      ...(providerId === undefined ? {} : { providerId }),
      ...(measureId === undefined ? {} : { measureId }),
      ...(open === undefined ? {} : { open: open === 'true' }),
    };
    return this.bus.execute(new ListProviderCases(scopeOf(acting), filter, this.now(), readingOf(query)));
  }

  /** Read from the streams themselves, so that it needs no view and no waiting. */
  @Get(':caseId')
  @Allow(reads.providerCase)
  @TellsOfCases(toldByFile)
  @ApiOperation({
    operationId: 'readProviderCase',
    summary:
      'Everything about a case, with what it cites; to a provider what it is accused of and its own word',
  })
  @ApiAnswer('ProviderCaseFile', ['caseId'], 'streams')
  async one(
    @As() acting: Acting,
    @Param('caseId') caseId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseFile> {
    const history = await this.cases.history(caseId);
    if (!history.length) throw new Refused(reject('unknown-case', 'there is no such case'));
    const readable = await this.readable(acting, namedIn(history));
    const file = acting.role === 'provider' ? providerCaseFile : caseFile;
    const answer = file(caseId, history, readable, this.now());
    void reply.header('etag', `"${answer.revision}"`);
    return answer;
  }

  /** What the caller may read of the participations that a case names, each judged like a read of its own. */
  private async readable(acting: Acting, participationIds: readonly string[]): Promise<Readable> {
    const readable = new Map<string, Readable extends ReadonlyMap<string, infer Entries> ? Entries : never>();
    for (const participationId of participationIds) {
      if (!(await this.relations.reads(acting, participationId))) continue;
      const told = caseHistory(await this.participations.history(participationId));
      const { provider } = acting.principal;
      const entries = acting.role === 'provider' ? providerView(told, provider!)?.entries : told.entries;
      if (entries) readable.set(participationId, entries);
    }
    return readable;
  }

  private now = () => toInstant(this.clock.now());
}

function scopeOf({ role, principal }: Acting): CaseScope {
  if (role === 'auditor') return { audit: principal.audit! };
  return role === 'provider' ? { providerId: principal.provider! } : { officeId: principal.office! };
}

/** Whoever is named in it is told of: that a participation is affected says something of a person. */
function toldByFile({ caseId, participationIds, evidence }: CaseFile) {
  const named = [...participationIds, ...evidence.map(({ participationId }) => participationId)];
  return { caseIds: [caseId], clientIds: [], participationIds: [...new Set(named)].toSorted() };
}
