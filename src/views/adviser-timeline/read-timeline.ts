import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Answer, Reading } from '../answer.js';
import type { Page } from '../cursor.js';
import type { ReaderScope } from '../directory/reader-scope.js';
import { Freshness } from '../freshness.js';
import { AdviserTimelineQuery, type TimelineEntry } from './adviser-timeline.query.js';

export class ReadTimeline extends Query<Answer<Page<TimelineEntry>>> {
  constructor(
    readonly scope: ReaderScope,
    readonly reading: Reading,
  ) {
    super();
  }
}

@QueryHandler(ReadTimeline)
export class ReadTimelineHandler implements IQueryHandler<ReadTimeline> {
  constructor(
    private readonly timeline: AdviserTimelineQuery,
    private readonly freshness: Freshness,
  ) {}

  execute({
    scope,
    reading: { cursor, limit, minPosition },
  }: ReadTimeline): Promise<Answer<Page<TimelineEntry>>> {
    return this.freshness.answer(minPosition, () => this.timeline.entries(scope, cursor, limit));
  }
}
