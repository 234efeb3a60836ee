import { AccessLogController } from '../access-log/access-log.controller.js';
import { ClientHistoryController } from './client-history.controller.js';
import { DossierController } from './dossier.controller.js';
import { DirectoryController } from './directory.controller.js';
import { FiguresController } from './figures.controller.js';
import { HistoryController } from './history.controller.js';
import { OfficeFiguresController } from './office-figures.controller.js';
import { MeasureHistoryController } from './measure-history.controller.js';
import { OccupancyController } from './occupancy.controller.js';
import { ParticipationsController } from './participations.controller.js';
import { ProviderCasesController } from './provider-cases.controller.js';
import { ProviderHistoryController } from './provider-history.controller.js';
import { RulebooksController } from './rulebooks.controller.js';
import { TimelineController } from './timeline.controller.js';

/** Every controller that reads. */
export const queryControllers = [
  AccessLogController,
  ClientHistoryController,
  DirectoryController,
  DossierController,
  FiguresController,
  HistoryController,
  OfficeFiguresController,
  MeasureHistoryController,
  OccupancyController,
  ParticipationsController,
  ProviderCasesController,
  ProviderHistoryController,
  RulebooksController,
  TimelineController,
] as const;
