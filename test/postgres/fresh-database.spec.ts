import { Client } from 'pg';
import { describeOnPostgres, freshDatabase } from '../support/postgres/database.js';

const asked = async (url: string, sql: string): Promise<readonly unknown[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
};

describeOnPostgres('a fresh database for a test', () => {
  it('is empty, apart from every other, and gone when it is dropped', async () => {
    const [one, other] = await Promise.all([freshDatabase(), freshDatabase()]);
    const found = "SELECT to_regclass('found')::text";
    await asked(one.url, 'CREATE TABLE found (n bigint)');
    expect(await asked(one.url, found)).toEqual(['found']);
    expect(await asked(other.url, found)).toEqual([null]);
    await one.drop();
    expect(await asked(one.url, found)).toEqual([null]);
    await other.drop();
  });
});
