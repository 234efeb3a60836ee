import { onPostgres } from '../support/access-log/postgres.harness.js';
import { onSqlite } from '../support/access-log/sqlite.harness.js';
import { tamperingContract } from '../support/access-log/tampering.contract.js';
import { describeOnPostgres } from '../support/postgres/database.js';

const replaced = (table: string, changed: string): string =>
  `INSERT OR REPLACE INTO ${table} SELECT ${changed} FROM ${table} WHERE number = 3`;

describe('the access log in a file', () =>
  tamperingContract(onSqlite, [
    ['a read by another in its place', replaced('reads', `number, at, 'somebody', content, hash`)],
    ['what a read is found by, by the same', replaced('read_of', 'kind, id, number')],
  ]));

describeOnPostgres('the access log in PostgreSQL', () =>
  tamperingContract(onPostgres, [
    ['all reads away', 'TRUNCATE kept_reads'],
    ['what reads are found by away', 'TRUNCATE kept_read_of'],
    [
      'a read by another in its place',
      `INSERT INTO kept_reads SELECT number, at, 'somebody', content, hash FROM kept_reads WHERE number = 3
       ON CONFLICT (number) DO UPDATE SET subject = EXCLUDED.subject`,
    ],
    [
      'two reads with a gap between them',
      `INSERT INTO kept_reads SELECT number * 2 + 2, at, subject, content, hash FROM kept_reads WHERE number IN (2, 3)`,
    ],
    [
      'a later look at what a read is found by',
      `BEGIN; INSERT INTO kept_reads SELECT 6, at, subject, content, hash FROM kept_reads WHERE number = 3;
       INSERT INTO kept_read_of VALUES ('client', 'another', 6), ('client', 'another', 5); COMMIT`,
    ],
  ]),
);
