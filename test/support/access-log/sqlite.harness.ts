import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { SqliteAccessLog } from '../../../src/access-log/sqlite-access-log.js';
import type { AccessLogHarness } from './harness.js';

const triggers = [
  'reads_in_order',
  'reads_unchanged',
  'reads_kept',
  'read_of_new',
  'read_of_unchanged',
  'read_of_kept',
];

export const onSqlite: AccessLogHarness<string> = {
  fresh: async () => join(await mkdtemp(join(tmpdir(), 'access-log-')), 'access.db'),
  open: async file => SqliteAccessLog.open(file),
  openForReading: async file => SqliteAccessLog.open(file, { readonly: true }),
  execute: async (file, sql) => {
    const db = new Database(file);
    try {
      db.exec(sql);
    } finally {
      db.close();
    }
  },
  tables: { reads: 'reads', readOf: 'read_of' },
  unguarded: `PRAGMA foreign_keys = OFF; ${triggers.map(name => `DROP TRIGGER ${name};`).join('')}`,
  remove: file => rm(dirname(file), { recursive: true }),
};
