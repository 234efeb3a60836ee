import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { phases, type Phase } from '../../participation/state.js';
import type { Answer, Reading } from '../answer.js';
import type { Page } from '../cursor.js';
import type { ReaderScope } from '../directory/reader-scope.js';
import { Freshness } from '../freshness.js';
import {
  ParticipationStatusQuery,
  type ParticipationFilter,
  type ParticipationStatus,
  type ProviderParticipation,
} from './participation-status.query.js';

export type ListedPhase = Exclude<Phase, 'none'>;
export const listedPhases: readonly ListedPhase[] = phases;

/** One participation; for a provider only what a provider is told. Undefined where the view has none. */
export class ReadParticipation extends Query<
  Answer<{ readonly found: ParticipationStatus | ProviderParticipation | undefined }>
> {
  constructor(
    readonly participationId: string,
    readonly providerId: string | undefined,
    readonly minPosition: string | undefined,
  ) {
    super();
  }
}

export class ListParticipations extends Query<Answer<Page<ParticipationStatus | ProviderParticipation>>> {
  constructor(
    readonly scope: ReaderScope,
    readonly filter: ParticipationFilter,
    readonly reading: Reading,
  ) {
    super();
  }
}

@QueryHandler(ReadParticipation)
export class ReadParticipationHandler implements IQueryHandler<ReadParticipation> {
  constructor(
    private readonly status: ParticipationStatusQuery,
    private readonly freshness: Freshness,
  ) {}

  execute({ participationId, providerId, minPosition }: ReadParticipation) {
    return this.freshness.answer(minPosition, async () => ({
      found: await (providerId === undefined
        ? this.status.one(participationId)
        : this.status.oneForProvider(providerId, participationId)),
    }));
  }
}

@QueryHandler(ListParticipations)
export class ListParticipationsHandler implements IQueryHandler<ListParticipations> {
  constructor(
    private readonly status: ParticipationStatusQuery,
    private readonly freshness: Freshness,
  ) {}

  execute({ scope, filter, reading: { cursor, limit, minPosition } }: ListParticipations) {
    return this.freshness.answer<Page<ParticipationStatus | ProviderParticipation>>(minPosition, () =>
      scope.providerId === undefined
        ? this.status.list(scope, filter, cursor, limit)
        : this.status.listForProvider(scope.providerId, filter, cursor, limit),
    );
  }
}
