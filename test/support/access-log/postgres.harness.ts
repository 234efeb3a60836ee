import { Client } from 'pg';
import { PostgresAccessLog } from '../../../src/access-log/postgres-access-log.js';
import { freshDatabase, type FreshDatabase } from '../postgres/database.js';
import type { AccessLogHarness } from './harness.js';

/** Statements on a connection of their own. @returns the rows of the last one */
export async function executeOn(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const answers = (await client.query(sql)) as unknown;
    return ([answers].flat() as { rows: Record<string, unknown>[] }[]).at(-1)!.rows;
  } finally {
    await client.end();
  }
}

export const onPostgres: AccessLogHarness<FreshDatabase> = {
  fresh: freshDatabase,
  open: ({ url }) => PostgresAccessLog.open(url),
  openForReading: ({ url }) => PostgresAccessLog.open(url, { readonly: true }),
  execute: async ({ url }, sql) => void (await executeOn(url, sql)),
  tables: { reads: 'kept_reads', readOf: 'kept_read_of' },
  unguarded: ['kept_reads', 'kept_read_of']
    .map(table => `ALTER TABLE ${table} DISABLE TRIGGER USER;`)
    .join(''),
  remove: place => place.drop(),
};
