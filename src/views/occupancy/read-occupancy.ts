import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Answer, Reading } from '../answer.js';
import type { Page } from '../cursor.js';
import { Freshness } from '../freshness.js';
import { OccupancyQuery, type Occupancy } from './occupancy.query.js';

export class ReadOccupancy extends Query<Answer<{ readonly found: Occupancy | undefined }>> {
  constructor(
    readonly measureId: string,
    readonly minPosition: string | undefined,
  ) {
    super();
  }
}

export class ListOccupancy extends Query<Answer<Page<Occupancy>>> {
  constructor(
    readonly filter: { readonly providerId?: string },
    readonly reading: Reading,
  ) {
    super();
  }
}

@QueryHandler(ReadOccupancy)
export class ReadOccupancyHandler implements IQueryHandler<ReadOccupancy> {
  constructor(
    private readonly occupancy: OccupancyQuery,
    private readonly freshness: Freshness,
  ) {}

  execute({ measureId, minPosition }: ReadOccupancy) {
    return this.freshness.answer(minPosition, async () => ({ found: await this.occupancy.one(measureId) }));
  }
}

@QueryHandler(ListOccupancy)
export class ListOccupancyHandler implements IQueryHandler<ListOccupancy> {
  constructor(
    private readonly occupancy: OccupancyQuery,
    private readonly freshness: Freshness,
  ) {}

  execute({
    filter,
    reading: { cursor, limit, minPosition },
  }: ListOccupancy): Promise<Answer<Page<Occupancy>>> {
    return this.freshness.answer(minPosition, () => this.occupancy.list(filter, cursor, limit));
  }
}
