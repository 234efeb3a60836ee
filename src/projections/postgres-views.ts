import { Kysely, PostgresDialect, type PostgresPool, sql } from 'kysely';
import { Postgres, type PostgresOptions } from '../postgres/postgres.js';
import { metAnother } from '../postgres/trouble.js';
import { PostgresRowStatements } from './postgres-row-statements.js';
import type { AnyTables } from './table.js';
import type { ViewDatabase, ViewDialect } from './view-database.js';

const writers = 2;
const readers = 8;
/** A leader that stands still in the midst of a batch must not keep the next one from its work. */
const idleInTransaction = 3_000;
const attempts = 5;

const dialect: ViewDialect = {
  types: { text: sql`text collate "C"`, integer: 'bigint', real: 'double precision' },
  alone: async db => {
    await sql`select pg_advisory_xact_lock(hashtext(current_schema()), hashtext('view tables'))`.execute(db);
  },
  // sooner than PostgreSQL looks for deadlocks, so that it is never a reader who is ended
  impatiently: async db => void (await sql`set local lock_timeout = '200ms'`.execute(db)),
  holding: true,
  indexesAside: true,
  async repeated(work) {
    for (let left = attempts; ; left--) {
      try {
        return await work();
      } catch (error) {
        if (left === 1 || !metAnother(error)) throw error;
      }
    }
  },
};

/** Views in a PostgreSQL database, in the first schema of its search path. Connects when it is first asked. */
export function openPostgresViews(url: string, options: PostgresOptions = {}): ViewDatabase {
  const connect = (own: PostgresOptions) => Postgres.open(url, { ...options, ...own });
  const databases = [
    connect({ most: writers, idleInTransaction }),
    connect({ most: readers, readonly: true }),
  ] as const;
  const [writing, reading] = databases.map(
    database => new Kysely<AnyTables>({ dialect: new PostgresDialect({ pool: poolOf(database) }) }),
  ) as [Kysely<AnyTables>, Kysely<AnyTables>];
  return {
    writing,
    reading,
    dialect,
    statements: new PostgresRowStatements(writing),
    close: async () => void (await Promise.all(databases.map(database => database.close()))),
  };
}

/** PostgreSQL has no character NUL in a text; no view stops because an event has one. */
function storable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(storable);
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value;
}

/** Connections as Kysely wants them. */
function poolOf(database: Postgres): PostgresPool {
  return {
    options: {},
    connect: async () => {
      const connection = await database.connect();
      return {
        processID: connection.processID,
        query: (async (text: string, values: readonly unknown[] = []) =>
          connection.query(text, values.map(storable))) as never,
        release: destroy => {
          if (destroy) connection.discard();
          connection.release();
        },
      };
    },
    end: () => database.close(),
  };
}
