import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Instant } from '../../terms/times.js';
import type { Answer, Reading } from '../answer.js';
import type { Page } from '../cursor.js';
import { Freshness } from '../freshness.js';
import type { ProviderCaseItem } from './case-item.js';
import { ProviderCasesQuery, type CaseFilter, type CaseScope } from './provider-cases.query.js';

export class ListProviderCases extends Query<Answer<Page<ProviderCaseItem>>> {
  /** @param now the moment at which the demands are judged */
  constructor(
    readonly scope: CaseScope,
    readonly filter: CaseFilter,
    readonly now: Instant,
    readonly reading: Reading,
  ) {
    super();
  }
}

@QueryHandler(ListProviderCases)
export class ListProviderCasesHandler implements IQueryHandler<ListProviderCases> {
  constructor(
    private readonly cases: ProviderCasesQuery,
    private readonly freshness: Freshness,
  ) {}

  execute({ scope, filter, now, reading: { cursor, limit, minPosition } }: ListProviderCases) {
    return this.freshness.answer(minPosition, () => this.cases.list(scope, filter, now, cursor, limit));
  }
}
