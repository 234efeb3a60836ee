/** Who may import whom in `src`, and what else its files must not hold (the rooms and their rules, as a check). */

const aggregates = ['client', 'measure', 'office', 'participation', 'provider', 'provider-case'];
const pure = ['terms', 'rulebook', ...aggregates];

export interface Room {
  /** Rooms that its files may import beside their own. */
  readonly rooms: readonly string[];
  /** Packages (and Node's own modules) that they may import; all, where absent. */
  readonly packages?: readonly string[];
}

const aggregate: Room = { rooms: ['terms', 'rulebook'], packages: [] };
const http = [
  'terms',
  'turns',
  'access-log',
  'clock',
  'config',
  'identity',
  'application',
  'views',
  'feed',
  'evidence',
];
/** Files that put rooms together for a door: an opened data directory, what stands between faces and stores. */
const wiring: Readonly<Record<string, readonly string[]>> = {
  'all-views': ['views', 'projections', 'rulebook'],
  stores: ['access-log', 'clock', 'config', 'event-store', 'nodes', 'policies', 'postgres', 'projections'],
  instance: [
    'access-log',
    'all-views',
    'application',
    'clock',
    'config',
    'event-codec',
    'event-store',
    'nodes',
    'policies',
    'projections',
    'rulebook',
    'stores',
    'terms',
  ],
  'core.module': ['all-views', 'application', 'clock', 'config', 'instance', 'policies', 'views', 'turns'],
  'app.module': [
    'access-log',
    'application',
    'clock',
    'config',
    'core.module',
    'evidence',
    'feed',
    'http',
    'identity',
    'instance',
    'policies',
    'views',
    'turns',
  ],
  serve: [
    'access-log',
    'app.module',
    'clock',
    'config',
    'event-store',
    'http',
    'instance',
    'nodes',
    'policies',
    'projections',
  ],
};

/** A room is a folder in `src`, or a file that stands there by itself. A room that has no line here is refused. */
export const importTable: Readonly<Record<string, Room>> = {
  terms: { rooms: [] },
  clock: { rooms: [] },
  loopback: { rooms: [], packages: [] },
  turns: { rooms: [], packages: [] },
  wait: { rooms: [] },
  config: { rooms: ['event-store', 'loopback', 'postgres'] },
  postgres: { rooms: ['event-store', 'loopback'] },
  identity: { rooms: ['terms', 'clock', 'config'] },
  'access-log': { rooms: ['terms', 'postgres'] },
  'event-store': { rooms: ['loopback', 'turns'] },
  rulebook: { rooms: ['terms'], packages: ['feiertagejs'] },
  ...Object.fromEntries(aggregates.map(name => [name, aggregate])),
  'event-codec': { rooms: ['terms', ...aggregates, 'rulebook', 'event-store'] },
  application: {
    rooms: ['terms', 'clock', 'turns', ...aggregates, 'rulebook', 'event-store', 'event-codec'],
  },
  projections: { rooms: ['clock', 'event-store', 'event-codec', 'postgres', 'wait'] },
  nodes: { rooms: ['clock', 'event-store', 'event-codec', 'postgres', 'projections', 'rulebook', 'wait'] },
  views: { rooms: ['terms', ...aggregates, 'rulebook', 'event-store', 'event-codec', 'projections'] },
  policies: { rooms: ['terms', 'clock', 'postgres', 'application', 'views', 'projections', 'rulebook'] },
  backtest: { rooms: ['terms', ...aggregates, 'rulebook', 'event-store', 'event-codec'] },
  feed: { rooms: ['terms', 'event-store', 'event-codec', 'views'] },
  evidence: { rooms: ['terms', ...aggregates, 'rulebook', 'event-store', 'event-codec', 'views'] },
  demo: {
    rooms: [
      'event-codec',
      'participation',
      'policies',
      'evidence',
      'views',
      'feed',
      'measure',
      'provider-case',
      'terms',
      'clock',
      'config',
      'identity',
      'application',
      'rulebook',
      'event-store',
      'instance',
      'core.module',
      'serve',
    ],
  },
  http: { rooms: http },
  cli: {
    rooms: [
      ...http,
      'event-store',
      'event-codec',
      'nodes',
      'postgres',
      'projections',
      'rulebook',
      'backtest',
      'instance',
      'stores',
      'core.module',
      'all-views',
    ],
  },
  ...Object.fromEntries(Object.entries(wiring).map(([name, rooms]) => [name, { rooms }])),
};

/** The files that put the house together: they may import anything, and nothing may import them. */
export const doors: readonly string[] = ['main.ts', 'cli.ts', 'demo.ts'];

/** No clock and no chance in the domain, nor where rows are made: they follow from commands and events alone. */
export const mustBePure = (file: string): boolean =>
  pure.includes(file.split('/')[0]!) || /^views\/.*\.projection\.ts$/.test(file);

export const forbiddenFolders: readonly string[] = ['utils', 'util', 'common', 'shared', 'helpers'];
