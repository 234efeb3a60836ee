import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AccessLog, type LoggedRead, type ReadsOf, type Told } from '../../access-log/access-log.js';
import { endOfDay, startOfDay } from '../../terms/times.js';
import type { Answer } from '../../views/answer.js';
import { Cursor, type Page } from '../../views/cursor.js';
import { Freshness } from '../../views/freshness.js';
import { ParticipationStatusQuery } from '../../views/participation-status/participation-status.query.js';
import { reads } from '../authorisation/access.js';
import { Allow } from '../authorisation/authorisation.guard.js';
import { ApiAnswer } from '../openapi/api-answer.js';
import { Problem } from '../problem/problem.js';
import { readingOf } from '../queries/parameters.js';
import { AccessLogQuery } from './access-log.query.js';
import { purposeIn, purposeRequired } from './purpose.js';
import { TellsOfCases } from './tells-of-cases.js';

const byId = new Cursor('access-log', ['id']);
const kinds = ['participationIds', 'clientIds', 'caseIds'] as const satisfies readonly (keyof Told)[];

/** Who read whose case. It answers data protection, about a case; not how much or how often somebody works. */
@ApiBearerAuth()
@ApiTags('data protection')
@Controller('v1/access-log')
export class AccessLogController {
  constructor(
    private readonly log: AccessLog,
    private readonly participations: ParticipationStatusQuery,
    private readonly freshness: Freshness,
  ) {}

  @Get()
  @Allow(reads.accessLog)
  @TellsOfCases((answer: Page<LoggedRead>, { query }) => toldBy(answer, query), { always: true })
  @ApiOperation({
    operationId: 'readAccessLog',
    summary: 'Who read a case, the newest read first: by participation, client, provider case or reader',
  })
  @ApiAnswer('AccessLogAnswer')
  async read(
    @Query() query: AccessLogQuery,
    @Req() request: Pick<FastifyRequest, 'headers'>,
  ): Promise<Answer<Page<LoggedRead>>> {
    const { participationId, clientId, caseId, reader } = query;
    const aboutCase = (participationId ?? clientId ?? caseId) !== undefined;
    if (!aboutCase && reader === undefined) throw nobodyNamed();
    if (!aboutCase && purposeIn(request) === null) throw purposeRequired();
    const { cursor, limit, minPosition } = readingOf(query);
    const before = byId.read(cursor)?.id;
    return this.freshness.answer(minPosition, async () => {
      const asked = await this.askedIn(query);
      const part = { limit: limit + 1, ...(before === undefined ? {} : { before }) };
      const found = await this.log.reads(asked, part);
      return byId.page(found, limit, read => (aboutCase ? onlyAsked(read, asked) : read));
    });
  }

  private async askedIn({
    participationId,
    clientId,
    caseId,
    reader,
    from,
    to,
  }: AccessLogQuery): Promise<ReadsOf> {
    const ofClient = clientId === undefined ? [] : await this.participations.idsOfClient(clientId);
    return {
      participationIds: [...(participationId === undefined ? [] : [participationId]), ...ofClient],
      clientIds: clientId === undefined ? [] : [clientId],
      caseIds: caseId === undefined ? [] : [caseId],
      ...(reader === undefined ? {} : { reader }),
      ...(from === undefined ? {} : { from: startOfDay(from) }),
      ...(to === undefined ? {} : { to: endOfDay(to) }),
    };
  }
}

/** Of an answer that told of many, only what was asked about. */
function onlyAsked(read: LoggedRead, asked: ReadsOf): LoggedRead {
  const kept = kinds.map(kind => [kind, read[kind].filter(id => asked[kind]?.includes(id))] as const);
  return { ...read, ...(Object.fromEntries(kept) as unknown as Told) };
}

/** Whoever was asked about was read about, also where nobody had read. */
function toldBy({ items }: Page<LoggedRead>, asked: Readonly<Record<string, unknown>>) {
  const named = { participationIds: 'participationId', clientIds: 'clientId', caseIds: 'caseId' } as const;
  const [participationIds, clientIds, caseIds] = kinds.map(kind => {
    const id = asked[named[kind]];
    return [...new Set([...(typeof id === 'string' ? [id] : []), ...items.flatMap(item => item[kind])])];
  }) as [string[], string[], string[]];
  const { reader } = asked;
  return {
    participationIds,
    clientIds,
    caseIds,
    ...(typeof reader === 'string' ? { aboutReader: reader } : {}),
  };
}

const nobodyNamed = (): Problem =>
  new Problem('bad-query', 'Name whose case was read: the log does not tell how somebody works.', {
    errors: ['participationId', 'clientId', 'caseId'].map(field => ({
      field,
      problem: 'one of them is needed',
    })),
  });
