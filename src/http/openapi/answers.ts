import type { PageBehind } from '../../views/provider-escalation/behind.js';
import type {
  MeasureFigures,
  ProviderFigures,
} from '../../views/provider-escalation/provider-escalation.query.js';
import type { Reach } from '../../views/reach/reach.query.js';
import type { Day } from '../../terms/times.js';
import type { AttentionItem } from '../../views/attention/attention.query.js';
import type { CaseHistory } from '../../views/case-history/case-history.js';
import type { ProviderHistory } from '../../views/case-history/provider-view.js';
import type { MandateResult } from '../../terms/catalogues.js';
import type { Answer } from '../../views/answer.js';
import type { TimelineEntry } from '../../views/adviser-timeline/adviser-timeline.query.js';
import type { Page } from '../../views/cursor.js';
import type { ClientItem, MeasureItem, ProviderItem } from '../../views/directory/directory.query.js';
import type { Occupancy } from '../../views/occupancy/occupancy.query.js';
import type {
  ParticipationStatus,
  ProviderParticipation,
} from '../../views/participation-status/participation-status.query.js';

/** A client as its stream says; read from there, so that it needs no waiting. */
export interface ClientAnswer extends ClientItem {
  /** The latest one, null where none was ever clarified. */
  readonly mandate: MandateResult | null;
  readonly revision: number;
}

/** What the routes that read answer: the schemas in the OpenAPI document are made from these types. */
export interface Answers {
  ClientList: Answer<Page<ClientItem>>;
  ClientAnswer: ClientAnswer;
  ProviderList: Answer<Page<ProviderItem>>;
  MeasureList: Answer<Page<MeasureItem>>;
  OccupancyList: Answer<Page<Occupancy>>;
  OccupancyAnswer: Answer<Occupancy>;
  ParticipationList: Answer<Page<ParticipationStatus | ProviderParticipation>>;
  ParticipationAnswer: Answer<ParticipationStatus | ProviderParticipation>;
  ProviderEscalation: Answer<ProviderFigures>;
  MeasureEscalation: Answer<MeasureFigures & { readonly asOf: Day | null }>;
  BehindFigure: Answer<PageBehind>;
  ReachAnswer: Answer<Reach>;
  History: CaseHistory | ProviderHistory;
  Attention: Answer<Page<AttentionItem>>;
  Timeline: Answer<Page<TimelineEntry>>;
}
