import type Database from 'better-sqlite3';
import type { CaseRead, LoggedRead, Part, ReadsOf, Told } from './access-log.js';
import { beginning, contentOf, hashOf, type Link } from './chain.js';

/** A read as it stands in the file; `at` and `subject` repeat the content, to be found by. */
export interface StoredRead extends Link {
  readonly at: string;
  readonly subject: string;
}

type Kind = 'participation' | 'client' | 'case';
export const kinds = {
  participation: 'participationIds',
  client: 'clientIds',
  case: 'caseIds',
} as const satisfies Record<Kind, keyof Told>;

export const idsByKind = (told: Partial<Told>): readonly (readonly [kind: string, id: string])[] =>
  Object.entries(kinds).flatMap(([kind, field]) => (told[field] ?? []).map(id => [kind, id] as const));

/** Padded, so that ids compare as strings. */
const idOf = (number: number): string => String(number).padStart(16, '0');
export const readIn = ({ number, content }: Link): LoggedRead => ({
  id: idOf(number),
  ...(JSON.parse(content) as CaseRead),
});

/** The tables of the access log. */
export class ReadTable {
  private readonly last;
  private readonly add;
  private readonly addId;

  constructor(private readonly db: Database.Database) {
    this.last = db.prepare<[], Pick<Link, 'number' | 'hash'>>(
      'SELECT number, hash FROM reads ORDER BY number DESC LIMIT 1',
    );
    this.add = db.prepare<[number, string, string, string, string]>(
      'INSERT INTO reads (number, at, subject, content, hash) VALUES (?, ?, ?, ?, ?)',
    );
    this.addId = db.prepare<[string, string, number]>(
      'INSERT INTO read_of (kind, id, number) VALUES (?, ?, ?)',
    );
  }

  /** To be called within a transaction that holds the file for writing: each read is bound to the one before. */
  append(read: CaseRead): void {
    const { number: before, hash } = this.last.get() ?? { number: 0, hash: beginning };
    const number = before + 1;
    const content = contentOf(read);
    this.add.run(number, read.at, read.reader.subject, content, hashOf(hash, number, content));
    for (const [kind, id] of idsByKind(read)) this.addId.run(kind, id, number);
  }

  reads(of: ReadsOf, { before, limit }: Part): readonly LoggedRead[] {
    const { reader, from, to } = of;
    const ids = idsByKind(of);
    const conditions: readonly (readonly [sql: string, ...values: unknown[]] | undefined)[] = [
      ids.length === 0
        ? undefined
        : [
            `number IN (SELECT number FROM read_of WHERE (kind, id) IN (VALUES ${ids.map(() => '(?, ?)').join()}))`,
            ...ids.flat(),
          ],
      reader === undefined ? undefined : ['subject = ?', reader],
      from === undefined ? undefined : ['at >= ?', from],
      to === undefined ? undefined : ['at < ?', to],
      before === undefined ? undefined : ['number < ?', Number(before)],
    ];
    const asked = conditions.filter(condition => condition !== undefined);
    const where = asked.length ? `WHERE ${asked.map(([sql]) => sql).join(' AND ')}` : '';
    return this.db
      .prepare<unknown[], Link>(
        `SELECT number, content, hash FROM reads ${where} ORDER BY number DESC LIMIT ?`,
      )
      .all(...asked.flatMap(([, ...values]) => values), limit)
      .map(readIn);
  }
}
