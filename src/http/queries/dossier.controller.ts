import { Controller, Get, Param, Req, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AccessLog } from '../../access-log/access-log.js';
import { Refused } from '../../application/refused.js';
import { Clock } from '../../clock.js';
import { Dossiers, type MadeDossier } from '../../evidence/dossiers.js';
import { readingsOf } from '../../evidence/readings.js';
import { reject } from '../../terms/rejection.js';
import { toInstant } from '../../terms/times.js';
import { purposeIn } from '../access-log/purpose.js';
import { TellsOfCases } from '../access-log/tells-of-cases.js';
import { reads } from '../authorisation/access.js';
import { actorOf, As, type Acting } from '../authorisation/acting.js';
import { Allow } from '../authorisation/authorisation.guard.js';
import { Relations } from '../authorisation/relations.js';
import { ApiArchive } from '../openapi/api-archive.js';
import { Problem } from '../problem/problem.js';

const operation = 'readDossier';

/** A dossier on its way, of which is known whom it tells of. */
class DossierFile extends StreamableFile {
  constructor(readonly dossier: MadeDossier) {
    super(dossier.archive(), {
      type: 'application/zip',
      disposition: `attachment; filename="dossier-${dossier.caseId}.zip"`,
    });
  }
}

@ApiBearerAuth()
@ApiTags('provider-cases')
@Controller('v1/provider-cases')
export class DossierController {
  constructor(
    private readonly dossiers: Dossiers,
    private readonly accessLog: AccessLog,
    private readonly relations: Relations,
    private readonly clock: Clock,
  ) {}

  @Get(':caseId/dossier')
  @Allow(reads.dossier)
  @TellsOfCases(toldByDossier)
  @ApiOperation({
    operationId: operation,
    summary:
      'Everything about a case in one ZIP, for people to read and programs to check; persons as pseudonyms',
  })
  @ApiArchive('The dossier as the record stands at this moment.', ['caseId'])
  async dossier(
    @As() acting: Acting,
    @Param('caseId') caseId: string,
    @Req() request: Pick<FastifyRequest, 'headers'>,
  ): Promise<DossierFile> {
    const { role, organisation } = actorOf(acting);
    const by = { role, ...(organisation === undefined ? {} : { organisation }) };
    const at = toInstant(this.clock.now());
    const readings = await readingsOf(part => this.accessLog.reads({ caseIds: [caseId] }, part), {
      at,
      reader: by,
      operation,
      purpose: purposeIn(request),
    });
    const made = await this.dossiers.of(caseId, { at, by, readings });
    if (!made) throw new Refused(reject('unknown-case', 'there is no such case'));
    if (role === 'auditor') await this.checkOrder(acting, made);
    return new DossierFile(made);
  }

  /** A dossier is whole or none: what an audit order does not name is told by no part of it. */
  private async checkOrder(acting: Acting, { participationIds }: MadeDossier): Promise<void> {
    for (const participationId of participationIds)
      if (!(await this.relations.reads(acting, participationId)))
        throw new Problem(
          'forbidden',
          'The dossier tells of participations that the audit order does not name.',
        );
  }
}

function toldByDossier({ dossier: { caseId, participationIds, clientIds } }: DossierFile) {
  return {
    caseIds: [caseId],
    participationIds: participationIds.toSorted(),
    clientIds: clientIds.toSorted(),
  };
}
