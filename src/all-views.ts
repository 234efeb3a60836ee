import type { FactoryProvider, ValueProvider } from '@nestjs/common';
import type { Projection } from './projections/projection.js';
import type { ViewStore } from './projections/view-store.js';
import type { Rulebooks } from './rulebook/rulebook.js';
import { adviserTimeline } from './views/adviser-timeline/adviser-timeline.projection.js';
import { AdviserTimelineQuery } from './views/adviser-timeline/adviser-timeline.query.js';
import { ReadTimelineHandler } from './views/adviser-timeline/read-timeline.js';
import { attention } from './views/attention/attention.projection.js';
import { AttentionQuery } from './views/attention/attention.query.js';
import { ReadAttentionHandler } from './views/attention/read-attention.js';
import { creations, CreationsQuery } from './views/creations/creations.js';
import { directory } from './views/directory/directory.projection.js';
import { DirectoryQuery } from './views/directory/directory.query.js';
import {
  ListClientsHandler,
  ListMeasuresHandler,
  ListProvidersHandler,
} from './views/directory/read-directory.js';
import { occupancy } from './views/occupancy/occupancy.projection.js';
import { OccupancyQuery } from './views/occupancy/occupancy.query.js';
import { ListOccupancyHandler, ReadOccupancyHandler } from './views/occupancy/read-occupancy.js';
import { participationStatus } from './views/participation-status/participation-status.projection.js';
import { ParticipationStatusQuery } from './views/participation-status/participation-status.query.js';
import {
  ListParticipationsHandler,
  ReadParticipationHandler,
} from './views/participation-status/read-participations.js';

import { providerEscalation } from './views/provider-escalation/provider-escalation.projection.js';
import { ProviderEscalationQuery } from './views/provider-escalation/provider-escalation.query.js';
import {
  ReadBehindFigureHandler,
  ReadMeasureFiguresHandler,
  ReadProviderFiguresHandler,
} from './views/provider-escalation/read-escalation.js';
import { reach } from './views/reach/reach.projection.js';
import { ReachQuery } from './views/reach/reach.query.js';
import { ReadReachHandler } from './views/reach/read-reach.js';

/** Every view there is. */
export const allViews = (rulebooks: Rulebooks): readonly Projection[] => [
  directory,
  creations,
  participationStatus,
  adviserTimeline,
  attention(rulebooks),
  providerEscalation(rulebooks),
  occupancy,
  reach,
];

const queries = [
  DirectoryQuery,
  CreationsQuery,
  ParticipationStatusQuery,
  AdviserTimelineQuery,
  AttentionQuery,
  ProviderEscalationQuery,
  OccupancyQuery,
  ReachQuery,
];

/** Their queries over one database. */
export const viewQueries = (views: ViewStore): readonly (ValueProvider | FactoryProvider)[] =>
  queries.map(Query => ({ provide: Query, useValue: new Query(views.queries()) }));

export const queryHandlers = [
  ListClientsHandler,
  ListProvidersHandler,
  ListMeasuresHandler,
  ListParticipationsHandler,
  ReadParticipationHandler,
  ReadTimelineHandler,
  ReadAttentionHandler,
  ReadProviderFiguresHandler,
  ReadMeasureFiguresHandler,
  ReadBehindFigureHandler,
  ReadReachHandler,
  ListOccupancyHandler,
  ReadOccupancyHandler,
] as const;
