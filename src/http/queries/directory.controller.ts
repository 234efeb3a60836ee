import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Clients } from '../../application/client/clients.js';
import { Refused } from '../../application/refused.js';
import { reject } from '../../terms/rejection.js';
import {
  ListClients,
  ListMeasures,
  ListOffices,
  ListProviders,
} from '../../views/directory/read-directory.js';
import { TellsOfCases } from '../access-log/tells-of-cases.js';
import { toldByOne, toldByPage } from '../access-log/told.js';
import { reads } from '../authorisation/access.js';
import { As, type Acting } from '../authorisation/acting.js';
import { Allow } from '../authorisation/authorisation.guard.js';
import { Scopes } from '../authorisation/scopes.js';
import type { ClientAnswer } from '../openapi/answers.js';
import { ApiAnswer } from '../openapi/api-answer.js';
import { PageQuery, ProviderFilter, readingOf } from './parameters.js';

@ApiBearerAuth()
@Controller('v1')
export class DirectoryController {
  constructor(
    private readonly bus: QueryBus,
    private readonly scopes: Scopes,
    private readonly registered: Clients,
  ) {}

  @Get('clients')
  @Allow(reads.clients)
  @TellsOfCases(toldByPage)
  @ApiTags('clients')
  @ApiOperation({ operationId: 'listClients', summary: 'The clients of the caller' })
  @ApiAnswer('ClientList')
  async clients(@As() acting: Acting, @Query() query: PageQuery) {
    return this.bus.execute(new ListClients(await this.scopes.of(acting), readingOf(query)));
  }

  @Get('clients/:clientId')
  @Allow(reads.client)
  @TellsOfCases(toldByOne)
  @ApiTags('clients')
  @ApiOperation({ operationId: 'readClient', summary: 'A client: office, adviser and the latest mandate' })
  @ApiAnswer('ClientAnswer', ['clientId'], 'streams')
  async client(@Param('clientId') clientId: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const { client, revision } = await this.registered.state(clientId);
    if (client.status === 'unknown') throw new Refused(reject('unknown-client', 'there is no such client'));
    void reply.header('etag', `"${revision}"`);
    const { officeId, adviserId, mandate = null } = client;
    return { clientId, officeId, adviserId, mandate, revision } satisfies ClientAnswer;
  }

  @Get('offices')
  @Allow(reads.offices)
  @ApiTags('offices')
  @ApiOperation({ operationId: 'listOffices', summary: 'The registered offices' })
  @ApiAnswer('OfficeList')
  offices(@Query() query: PageQuery) {
    return this.bus.execute(new ListOffices(readingOf(query)));
  }

  @Get('providers')
  @Allow(reads.providers)
  @ApiTags('providers')
  @ApiOperation({ operationId: 'listProviders', summary: 'All providers' })
  @ApiAnswer('ProviderList')
  providers(@Query() query: PageQuery) {
    return this.bus.execute(new ListProviders(readingOf(query)));
  }

  @Get('measures')
  @Allow(reads.measures)
  @ApiTags('measures')
  @ApiOperation({ operationId: 'listMeasures', summary: 'All measures, or those of a provider' })
  @ApiAnswer('MeasureList')
  measures(@Query() query: ProviderFilter) {
    const { providerId } = query;
    return this.bus.execute(
      new ListMeasures(providerId === undefined ? {} : { providerId }, readingOf(query)),
    );
  }
}
