import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Day } from '../../terms/times.js';
import type { Answer } from '../answer.js';
import { Freshness } from '../freshness.js';
import { OfficeFiguresQuery, type OfficeFigures } from './office-figures.query.js';

export class ReadOfficeFigures extends Query<Answer<OfficeFigures>> {
  constructor(
    readonly officeId: string,
    readonly asOf: Day,
    readonly from: Day | undefined,
    readonly minPosition: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(ReadOfficeFigures)
export class ReadOfficeFiguresHandler implements IQueryHandler<ReadOfficeFigures> {
  constructor(
    private readonly figures: OfficeFiguresQuery,
    private readonly freshness: Freshness,
  ) {}

  execute({ officeId, asOf, from, minPosition }: ReadOfficeFigures): Promise<Answer<OfficeFigures>> {
    return this.freshness.answer(minPosition, () => this.figures.figures(officeId, asOf, from));
  }
}
