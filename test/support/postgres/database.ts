import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { addressOf, describeWith } from '../servers/ask.js';

/** Tests that need PostgreSQL. */
export const describeOnPostgres = describeWith('postgres');

export interface FreshDatabase {
  /** With a schema of its own as the only one in its search path. */
  readonly url: string;
  /** Takes away whatever was made in it. Whoever holds a lock in it still, has not been closed: that is an error. */
  drop(): Promise<void>;
}

/** An empty schema: quicker to be had than a database of its own, and apart from others just as well. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const address = await addressOf('postgres');
  const schema = `t_${randomUUID().replaceAll('-', '')}`;
  await execute(address, `CREATE SCHEMA ${schema}`);
  const url = new URL(address);
  const options = [url.searchParams.get('options'), `-c search_path=${schema}`].filter(Boolean).join(' ');
  url.searchParams.set('options', options);
  // a blank as %20: a plus is one only in forms
  url.search = url.search.replaceAll('+', '%20');
  return {
    url: url.href,
    drop: () => execute(address, `SET lock_timeout = '10s'; DROP SCHEMA ${schema} CASCADE`),
  };
}

async function execute(address: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: address });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
