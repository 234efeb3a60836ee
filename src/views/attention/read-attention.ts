import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Instant } from '../../terms/times.js';
import type { Answer, Reading } from '../answer.js';
import type { Page } from '../cursor.js';
import type { ReaderScope } from '../directory/reader-scope.js';
import { Freshness } from '../freshness.js';
import { AttentionQuery, type AttentionItem } from './attention.query.js';

export class ReadAttention extends Query<Answer<Page<AttentionItem>>> {
  constructor(
    readonly scope: ReaderScope,
    readonly now: Instant,
    readonly reading: Reading,
  ) {
    super();
  }
}

@QueryHandler(ReadAttention)
export class ReadAttentionHandler implements IQueryHandler<ReadAttention> {
  constructor(
    private readonly attention: AttentionQuery,
    private readonly freshness: Freshness,
  ) {}

  execute({ scope, now, reading }: ReadAttention): Promise<Answer<Page<AttentionItem>>> {
    const { cursor, limit, minPosition } = reading;
    return this.freshness.answer(minPosition, () => this.attention.attention(scope, now, cursor, limit));
  }
}
