import { DirectoryController } from './directory.controller.js';
import { FiguresController } from './figures.controller.js';
import { HistoryController } from './history.controller.js';
import { OccupancyController } from './occupancy.controller.js';
import { ParticipationsController } from './participations.controller.js';
import { TimelineController } from './timeline.controller.js';

/** Every controller that reads. */
export const queryControllers = [
  DirectoryController,
  FiguresController,
  HistoryController,
  OccupancyController,
  ParticipationsController,
  TimelineController,
] as const;
