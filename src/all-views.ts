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
  ListOfficesHandler,
  ListProvidersHandler,
} from './views/directory/read-directory.js';
import { officeFigures } from './views/office-figures/office-figures.projection.js';
import { OfficeFiguresQuery } from './views/office-figures/office-figures.query.js';
import { ReadOfficeFiguresHandler } from './views/office-figures/read-office-figures.js';
import { dutiesView } from './views/duties/duties.projection.js';
import { DutiesQuery } from './views/duties/duties.query.js';
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
import { providerCases } from './views/provider-cases/provider-cases.projection.js';
import { ProviderCasesQuery } from './views/provider-cases/provider-cases.query.js';
import { ListProviderCasesHandler } from './views/provider-cases/read-cases.js';
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
  dutiesView(rulebooks),
  officeFigures(rulebooks),
  reach,
  providerCases,
];

const queries = [
  DirectoryQuery,
  CreationsQuery,
  ParticipationStatusQuery,
  AdviserTimelineQuery,
  AttentionQuery,
  ProviderEscalationQuery,
  OccupancyQuery,
  DutiesQuery,
  OfficeFiguresQuery,
  ReachQuery,
  ProviderCasesQuery,
];

/** Their queries over one database. */
export const viewQueries = (views: ViewStore): readonly (ValueProvider | FactoryProvider)[] =>
  queries.map(Query => ({ provide: Query, useValue: new Query(views.queries()) }));

export const queryHandlers = [
  ListClientsHandler,
  ListOfficesHandler,
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
  ListProviderCasesHandler,
  ReadOfficeFiguresHandler,
  ListOccupancyHandler,
  ReadOccupancyHandler,
] as const;
