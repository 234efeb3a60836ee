import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Answer } from '../answer.js';
import { Freshness } from '../freshness.js';
import { ReachQuery, type Reach, type ReachRequest } from './reach.query.js';

export class ReadReach extends Query<Answer<Reach>> {
  constructor(
    readonly request: ReachRequest,
    readonly minPosition: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(ReadReach)
export class ReadReachHandler implements IQueryHandler<ReadReach> {
  constructor(
    private readonly reach: ReachQuery,
    private readonly freshness: Freshness,
  ) {}

  execute({ request, minPosition }: ReadReach): Promise<Answer<Reach>> {
    return this.freshness.answer(minPosition, () => this.reach.reach(request));
  }
}
