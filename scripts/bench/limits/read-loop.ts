/**
 * The limit of reads: the statements of the answers, prepared once, in a loop; the rows' JSON is parsed, and all of
 * them are serialised. No HTTP, no token, no relation to be proved, no marks to be computed, nothing logged.
 */
import Database from 'better-sqlite3';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kind } from '../callers.ts';
import { repeated, type Figures } from '../figures.ts';
import { answering } from '../worker.ts';
import type { Recorded } from './recorded-statements.ts';

const [dataDir, recordedIn] = process.argv.slice(2) as [string, string];
const recorded = JSON.parse(readFileSync(recordedIn, 'utf8')) as Recorded;
const files = new Map<string, Database.Database>();
const statements = new Map<string, Database.Statement<unknown[], Record<string, unknown>>>();

function prepared(file: string, sql: string) {
  const known = statements.get(sql);
  if (known) return known;
  const db = files.get(file) ?? new Database(join(dataDir, file), { readonly: true });
  files.set(file, db);
  const statement = db.prepare<unknown[], Record<string, unknown>>(sql);
  statements.set(sql, statement);
  return statement;
}

function asJson(row: Record<string, unknown>): Record<string, unknown> {
  for (const column of ['data', 'metadata'])
    if (typeof row[column] === 'string') row[column] = JSON.parse(row[column]);
  return row;
}

let written = 0;

answering<{ readonly kind: Kind; readonly seconds: number }>(
  ({ kind, seconds }): Promise<Figures> => {
    const all = recorded[kind].map(question =>
      question.map(({ file, sql, values }) => ({ statement: prepared(file, sql), values })),
    );
    return repeated(seconds, n => {
      const rows: unknown[] = [];
      for (const { statement, values } of all[n % all.length]!)
        for (const row of statement.all(...values)) rows.push(asJson(row));
      written += JSON.stringify(rows).length;
    });
  },
  () => files.forEach(db => db.close()),
);
