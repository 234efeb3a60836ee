import { Module, type DynamicModule, type FactoryProvider } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ClientComplaints } from './application/client/client-complaints.js';
import { Clients } from './application/client/clients.js';
import { commandHandlers } from './application/commands.js';
import { Histories } from './application/histories.js';
import { Journal } from './application/journal.js';
import { Measures } from './application/measure/measures.js';
import { Offices } from './application/office/offices.js';
import { KnownDeficiencies } from './application/participation/known-deficiencies.js';
import { OverdueDuties } from './application/participation/overdue-duties.js';
import { Participations } from './application/participation/participations.js';
import { ProviderCases } from './application/provider-case/provider-cases.js';
import { ProviderReports } from './application/provider/provider-reports.js';
import { Providers } from './application/provider/providers.js';
import { RulebookVersions } from './application/rulebook/rulebook-versions.js';
import { Turns } from './turns.js';
import { Clock } from './clock.js';
import type { Config } from './config.js';
import type { Instance } from './instance.js';
import { ClockWatch } from './policies/clock-watch.js';
import { declareLapsedCures } from './policies/declare-lapsed-cures.js';
import { declareOverdueDuties } from './policies/declare-overdue.js';
import { HalfTakenPlaces } from './policies/half-taken-places.js';
import { noteDeficiencies } from './policies/note-deficiencies.js';
import { Policies } from './policies/policies.js';
import { queryHandlers, viewQueries } from './all-views.js';
import { DutiesQuery } from './views/duties/duties.query.js';
import { OccupancyQuery } from './views/occupancy/occupancy.query.js';
import { Freshness } from './views/freshness.js';
import { ProviderCasesQuery } from './views/provider-cases/provider-cases.query.js';

const services = [
  RulebookVersions,
  ClientComplaints,
  ProviderReports,
  Clients,
  Offices,
  Providers,
  Measures,
  Participations,
  KnownDeficiencies,
  ProviderCases,
];

/** Everything between a face and the stores: handlers, the journal, views' queries, policies. */
@Module({})
export class CoreModule {
  static of(instance: Instance, config: Config, clock: Clock): DynamicModule {
    const { log, views, node, rulebooks } = instance;
    const freshness = new Freshness(log, node, config.minPositionTimeout);
    const histories = new Histories(log);
    const turns = new Turns();
    const halfTaken: FactoryProvider = {
      provide: HalfTakenPlaces,
      inject: [OccupancyQuery, Measures, Participations],
      useFactory: (occupancy: OccupancyQuery, measures: Measures, participations: Participations) =>
        new HalfTakenPlaces(occupancy, measures, participations, clock),
    };
    // alone with its record, a node needs no name in it
    const name = config.viewStore.kind === 'postgres' ? config.nodeName : undefined;
    const watch = new ClockWatch(clock, instance.stops, name);
    const policies: FactoryProvider = {
      provide: Policies,
      inject: [Journal, DutiesQuery, ProviderCasesQuery, ProviderCases],
      // A policy that waits for a moment is one more line here.
      useFactory: (journal: Journal, duties: DutiesQuery, lapses: ProviderCasesQuery, cases: ProviderCases) =>
        new Policies(
          [
            declareOverdueDuties(duties, new OverdueDuties(journal, rulebooks)),
            declareLapsedCures(lapses, cases),
            noteDeficiencies(lapses, cases),
          ],
          watch,
          clock,
          {
            upToDate: () => freshness.reached(),
            newest: async () => (await log.newest())?.recordedAt,
            leads: () => node.leads,
          },
        ),
    };
    const exported = [...services, ...viewQueries(views), halfTaken, policies];
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
