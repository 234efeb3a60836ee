import type { LoggedRead } from '../../access-log/access-log.js';
import type { Receipt } from '../../application/recording.js';
import type { CloudEvent } from '../../feed/cloud-event.js';
import type { MandateResult } from '../../terms/catalogues.js';
import type { RejectionCode } from '../../terms/rejection.js';
import type { Day } from '../../terms/times.js';
import type { TimelineEntry } from '../../views/adviser-timeline/adviser-timeline.query.js';
import type { Answer } from '../../views/answer.js';
import type { AttentionItem } from '../../views/attention/attention.query.js';
import type { CaseHistory } from '../../views/case-history/case-history.js';
import type { ProviderHistory } from '../../views/case-history/provider-view.js';
import type { Page } from '../../views/cursor.js';
import type {
  ClientItem,
  MeasureItem,
  OfficeItem,
  ProviderItem,
} from '../../views/directory/directory.query.js';
import type { OfficeFigures } from '../../views/office-figures/office-figures.query.js';
import type { MeasureHistory } from '../../views/measure-history/measure-history.js';
import type { Occupancy } from '../../views/occupancy/occupancy.query.js';
import type {
  ParticipationStatus,
  ProviderParticipation,
} from '../../views/participation-status/participation-status.query.js';
import type { PageBehind } from '../../views/provider-escalation/behind.js';
import type {
  MeasureFigures,
  ProviderFigures,
} from '../../views/provider-escalation/provider-escalation.query.js';
import type { CaseFile } from '../../views/provider-cases/case-file.js';
import type { ProviderCaseItem } from '../../views/provider-cases/case-item.js';
import type { Reach } from '../../views/reach/reach.query.js';
import type { ClientHistory, ProviderOwnHistory } from '../../views/stream-history/stream-history.js';
import type { RulebookItem, RulebookList } from '../../views/rulebooks/rulebooks.js';
import type { SchemaList } from '../feed/schema-list.js';
import type { ReadinessReport } from '../health/readiness.js';
import type { PolicyStatus } from '../operations/policy-operations.js';
import type { ProblemDetails } from '../problem/problem.js';
import type { ProblemCode } from '../problem/statuses.js';
import type { CaseFileAnswer } from './case-answer.js';
import type { HistoryAnswer } from './history-answer.js';

/** A client as its stream says; read from there, so that it needs no waiting. */
export interface ClientAnswer extends ClientItem {
  /** The latest one, null where none was ever clarified. */
  readonly mandate: MandateResult | null;
  readonly revision: number;
}

/** Problem details (RFC 9457). Each code is explained in docs/refusals.md. */
export interface ProblemAnswer extends ProblemDetails {
  readonly code: ProblemCode | RejectionCode;
}

/** The process answers. */
export interface Liveness {
  readonly live: true;
}

/** What is told of a participation: to the office all but `disputed`, to a provider no more than what is required. */
export interface ParticipationItem
  extends
    Pick<ParticipationStatus, Told>,
    Partial<Omit<ParticipationStatus, Told>>,
    Partial<Pick<ProviderParticipation, 'disputed'>> {}
type Told = Exclude<keyof ProviderParticipation, 'disputed'>;

// One shape for all that a route may answer: clients are rarely generated well from a choice between several.
interface OneShape<Shape, Answered extends Shape> {
  readonly shape: Shape;
  readonly answered: Answered;
}
type EitherParticipation = OneShape<ParticipationItem, ParticipationStatus | ProviderParticipation>['shape'];

/** What the routes answer: the schemas in the OpenAPI document are made from these types by scripts/answers.ts. */
export interface Answers {
  ClientList: Answer<Page<ClientItem>>;
  ClientAnswer: ClientAnswer;
  ClientHistory: ClientHistory;
  OfficeList: Answer<Page<OfficeItem>>;
  RulebookList: RulebookList;
  RulebookAnswer: RulebookItem;
  ProviderList: Answer<Page<ProviderItem>>;
  ProviderOwnHistory: ProviderOwnHistory;
  MeasureList: Answer<Page<MeasureItem>>;
  MeasureHistoryAnswer: MeasureHistory;
  OccupancyList: Answer<Page<Occupancy>>;
  OccupancyAnswer: Answer<Occupancy>;
  ParticipationList: Answer<Page<EitherParticipation>>;
  ParticipationAnswer: Answer<EitherParticipation>;
  ProviderEscalation: Answer<ProviderFigures>;
  MeasureEscalation: Answer<MeasureFigures & { readonly asOf: Day | null }>;
  BehindFigure: Answer<PageBehind>;
  ReachAnswer: Answer<Reach>;
  OfficeFiguresAnswer: Answer<OfficeFigures>;
  History: OneShape<HistoryAnswer, CaseHistory | ProviderHistory>['shape'];
  Attention: Answer<Page<AttentionItem>>;
  Timeline: Answer<Page<TimelineEntry>>;
  ProviderCaseList: Answer<Page<ProviderCaseItem>>;
  ProviderCaseFile: OneShape<CaseFileAnswer, CaseFile>['shape'];
  FeedBatch: readonly CloudEvent[];
  SchemaList: SchemaList;
  AccessLogAnswer: Answer<Page<LoggedRead>>;
  ReceiptAnswer: Receipt;
  ProblemAnswer: ProblemAnswer;
  Liveness: Liveness;
  Readiness: ReadinessReport;
  PolicyStatus: PolicyStatus;
}
