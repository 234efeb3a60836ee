import { Module, type DynamicModule, type FactoryProvider } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Clients } from './application/client/clients.js';
import { commandHandlers } from './application/commands.js';
import { Histories } from './application/histories.js';
import { Journal } from './application/journal.js';
import { Measures } from './application/measure/measures.js';
import { Offices } from './application/office/offices.js';
import { Participations } from './application/participation/participations.js';
import { Providers } from './application/provider/providers.js';
import { Turns } from './application/turns.js';
import { Clock } from './clock.js';
import type { Config } from './config.js';
import type { Instance } from './instance.js';
import { HalfTakenPlaces } from './policies/half-taken-places.js';
import { queryHandlers, viewQueries } from './all-views.js';
import { OccupancyQuery } from './views/occupancy/occupancy.query.js';
import { Freshness } from './views/freshness.js';

const services = [Clients, Offices, Providers, Measures, Participations];

/** Everything between a face and the stores: handlers, the journal, views' queries, policies. */
@Module({})
export class CoreModule {
  static of(instance: Instance, config: Config, clock: Clock): DynamicModule {
    const { log, views, projector, rulebooks } = instance;
    const freshness = new Freshness(log, projector, config.minPositionTimeout);
    const histories = new Histories(log);
    const turns = new Turns();
    const policies: FactoryProvider = {
      provide: HalfTakenPlaces,
      inject: [OccupancyQuery, Measures, Participations],
      useFactory: (occupancy: OccupancyQuery, measures: Measures, participations: Participations) =>
        new HalfTakenPlaces(occupancy, measures, participations, turns, clock),
    };
    const exported = [...services, ...viewQueries(views), policies];
    return {
      module: CoreModule,
      global: true,
      imports: [CqrsModule.forRoot()],
      providers: [
        { provide: Clock, useValue: clock },
        { provide: Histories, useValue: histories },
        { provide: Turns, useValue: turns },
        { provide: Journal, useValue: new Journal(log, histories, turns, clock, rulebooks) },
        { provide: Freshness, useValue: freshness },
        ...exported,
        ...commandHandlers,
        ...queryHandlers,
      ],
      exports: [
        CqrsModule,
        Freshness,
        ...exported.map(one => (typeof one === 'function' ? one : one.provide)),
      ],
    };
  }
}
