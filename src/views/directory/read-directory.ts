import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Answer, Reading } from '../answer.js';
import type { Page } from '../cursor.js';
import { Freshness } from '../freshness.js';
import {
  DirectoryQuery,
  type ClientItem,
  type MeasureItem,
  type OfficeItem,
  type ProviderItem,
} from './directory.query.js';
import type { ReaderScope } from './reader-scope.js';

export class ListClients extends Query<Answer<Page<ClientItem>>> {
  constructor(
    readonly scope: ReaderScope,
    readonly reading: Reading,
  ) {
    super();
  }
}

export class ListOffices extends Query<Answer<Page<OfficeItem>>> {
  constructor(readonly reading: Reading) {
    super();
  }
}

export class ListProviders extends Query<Answer<Page<ProviderItem>>> {
  constructor(readonly reading: Reading) {
    super();
  }
}

export class ListMeasures extends Query<Answer<Page<MeasureItem>>> {
  constructor(
    readonly filter: { readonly providerId?: string },
    readonly reading: Reading,
  ) {
    super();
  }
}

@QueryHandler(ListClients)
export class ListClientsHandler implements IQueryHandler<ListClients> {
  constructor(
    private readonly directory: DirectoryQuery,
    private readonly freshness: Freshness,
  ) {}

  execute({
    scope,
    reading: { cursor, limit, minPosition },
  }: ListClients): Promise<Answer<Page<ClientItem>>> {
    return this.freshness.answer(minPosition, () => this.directory.clients(scope, cursor, limit));
  }
}

@QueryHandler(ListOffices)
export class ListOfficesHandler implements IQueryHandler<ListOffices> {
  constructor(
    private readonly directory: DirectoryQuery,
    private readonly freshness: Freshness,
  ) {}

  execute({ reading: { cursor, limit, minPosition } }: ListOffices): Promise<Answer<Page<OfficeItem>>> {
    return this.freshness.answer(minPosition, () => this.directory.offices(cursor, limit));
  }
}

@QueryHandler(ListProviders)
export class ListProvidersHandler implements IQueryHandler<ListProviders> {
  constructor(
    private readonly directory: DirectoryQuery,
    private readonly freshness: Freshness,
  ) {}

  execute({ reading: { cursor, limit, minPosition } }: ListProviders): Promise<Answer<Page<ProviderItem>>> {
    return this.freshness.answer(minPosition, () => this.directory.providers(cursor, limit));
  }
}

@QueryHandler(ListMeasures)
export class ListMeasuresHandler implements IQueryHandler<ListMeasures> {
  constructor(
    private readonly directory: DirectoryQuery,
    private readonly freshness: Freshness,
  ) {}

  execute({
    filter,
    reading: { cursor, limit, minPosition },
  }: ListMeasures): Promise<Answer<Page<MeasureItem>>> {
    return this.freshness.answer(minPosition, () => this.directory.measures(filter, cursor, limit));
  }
}
