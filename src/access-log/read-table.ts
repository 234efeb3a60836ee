import type Database from 'better-sqlite3';
import type { CaseRead, LoggedRead, Part, ReadsOf } from './access-log.js';
import { asked } from './asked.js';
import { beginning, type Link } from './chain.js';
import { linked, readIn, relinked, type FoundBy, type KeptRead } from './kept-reads.js';

type Row = Omit<KeptRead, 'ids'>;
type End = Pick<Link, 'number' | 'hash'>;

/** The tables of the access log in a SQLite file. */
export class ReadTable {
  private readonly last;
  private readonly add;
  private readonly addId;

  constructor(private readonly db: Database.Database) {
    this.last = db.prepare<[], End>('SELECT number, hash FROM reads ORDER BY number DESC LIMIT 1');
    this.add = db.prepare<[number, string, string, string, string]>(
      'INSERT INTO reads (number, at, subject, content, hash) VALUES (?, ?, ?, ?, ?)',
    );
    this.addId = db.prepare<[string, string, number]>(
      'INSERT INTO read_of (kind, id, number) VALUES (?, ?, ?)',
    );
  }

  /** To be called within a transaction that holds the file for writing: each read is bound to the one before. */
  append(reads: readonly CaseRead[]): void {
    this.insert(linked(this.end(), reads));
  }

  /** As `append`. @throws ChainBroken */
  takeOver(links: readonly Link[]): void {
    this.insert(relinked(this.end(), links));
  }

  reads(of: ReadsOf, part: Part): readonly LoggedRead[] {
    const { sql, values } = asked({ reads: 'reads', readOf: 'read_of' }, of, part);
    return this.db
      .prepare<unknown[], Link>(sql)
      .all(...values)
      .map(readIn);
  }

  kept(after: number, limit: number): readonly KeptRead[] {
    const rows = this.db
      .prepare<[number, number], Row>('SELECT * FROM reads WHERE number > ? ORDER BY number LIMIT ?')
      .all(after, limit);
    const ids = this.db
      .prepare<[number], FoundBy>('SELECT kind, id FROM read_of WHERE number = ? ORDER BY kind, id')
      .raw();
    return rows.map(row => ({ ...row, ids: ids.all(row.number) }));
  }

  strayIds(): number {
    const stray = 'NOT EXISTS (SELECT 1 FROM reads WHERE reads.number = read_of.number)';
    return this.db.prepare<[], number>(`SELECT count(*) FROM read_of WHERE ${stray}`).pluck().get()!;
  }

  private end(): End {
    return this.last.get() ?? { number: 0, hash: beginning };
  }

  private insert(reads: readonly KeptRead[]): void {
    for (const { number, at, subject, content, hash, ids } of reads) {
      this.add.run(number, at, subject, content, hash);
      for (const [kind, id] of ids) this.addId.run(kind, id, number);
    }
  }
}
