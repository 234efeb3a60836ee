import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Day } from '../../terms/times.js';
import type { Answer, Reading } from '../answer.js';
import type { ReaderScope } from '../directory/reader-scope.js';
import { Freshness } from '../freshness.js';
import type { PageBehind } from './behind.js';
import type { BehindFigure } from './counted.js';
import {
  ProviderEscalationQuery,
  type MeasureFigures,
  type ProviderFigures,
} from './provider-escalation.query.js';

export class ReadProviderFigures extends Query<Answer<ProviderFigures>> {
  constructor(
    readonly providerId: string,
    readonly asOf: Day,
    readonly minPosition: string | undefined,
  ) {
    super();
  }
}

export class ReadMeasureFigures extends Query<Answer<MeasureFigures & { readonly asOf: Day | null }>> {
  constructor(
    readonly measureId: string,
    readonly asOf: Day,
    readonly minPosition: string | undefined,
  ) {
    super();
  }
}

/** The participations and events behind a figure: only those that the reader may read. */
export class ReadBehindFigure extends Query<Answer<PageBehind>> {
  constructor(
    readonly of: BehindFigure,
    readonly scope: ReaderScope,
    readonly reading: Reading,
  ) {
    super();
  }
}

@QueryHandler(ReadProviderFigures)
export class ReadProviderFiguresHandler implements IQueryHandler<ReadProviderFigures> {
  constructor(
    private readonly escalation: ProviderEscalationQuery,
    private readonly freshness: Freshness,
  ) {}

  execute({ providerId, asOf, minPosition }: ReadProviderFigures): Promise<Answer<ProviderFigures>> {
    return this.freshness.answer(minPosition, () => this.escalation.figures({ providerId, asOf }));
  }
}

@QueryHandler(ReadMeasureFigures)
export class ReadMeasureFiguresHandler implements IQueryHandler<ReadMeasureFigures> {
  constructor(
    private readonly escalation: ProviderEscalationQuery,
    private readonly freshness: Freshness,
  ) {}

  execute({ measureId, asOf, minPosition }: ReadMeasureFigures) {
    return this.freshness.answer(minPosition, () => this.escalation.measureFigures(measureId, asOf));
  }
}

@QueryHandler(ReadBehindFigure)
export class ReadBehindFigureHandler implements IQueryHandler<ReadBehindFigure> {
  constructor(
    private readonly escalation: ProviderEscalationQuery,
    private readonly freshness: Freshness,
  ) {}

  execute({
    of,
    scope,
    reading: { cursor, limit, minPosition },
  }: ReadBehindFigure): Promise<Answer<PageBehind>> {
    return this.freshness.answer(minPosition, () => this.escalation.behind(of, scope, cursor, limit));
  }
}
