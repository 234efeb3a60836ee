import { openAccessFile } from './access-file.js';
import type { CaseRead } from './access-log.js';
import { beginning, hashOf } from './chain.js';
import { idsByKind, type StoredRead } from './read-table.js';

/** How far a log goes: noted elsewhere, it shows later that the end was not cut off. */
export interface Head {
  readonly reads: number;
  readonly hash: string;
}

export interface Verified extends Head {
  /** What does not fit, in words; empty where nothing was tampered with. */
  readonly faults: readonly string[];
}

/**
 * Derives every hash anew and compares what is found by with what is written; it stops at the first ten faults.
 * @param noted a head that the log once had, which must still be in it
 * @throws AccessLogUnavailable
 */
export function verifyAccessLog(file: string, noted?: Head): Verified {
  const db = openAccessFile(file, { readonly: true });
  try {
    const idsOf = db
      .prepare<[number], [string, string]>('SELECT kind, id FROM read_of WHERE number = ? ORDER BY kind, id')
      .raw();
    const faults: string[] = [];
    let head: Head = { reads: 0, hash: beginning };
    let metNoted = noted === undefined || (noted.reads === 0 && noted.hash === beginning);
    for (const row of db.prepare<[], StoredRead>('SELECT * FROM reads ORDER BY number').iterate()) {
      faults.push(...faultsOf(row, head, idsOf.all(row.number)));
      head = { reads: row.number, hash: row.hash };
      if (noted?.reads === head.reads) metNoted = noted.hash === head.hash;
      if (faults.length >= 10) break;
    }
    if (!metNoted && faults.length < 10)
      faults.push(`the log no longer has the ${noted!.reads} reads that were noted`);
    const stray = db
      .prepare<[], number>('SELECT count(*) FROM read_of WHERE number NOT IN (SELECT number FROM reads)')
      .pluck()
      .get()!;
    if (stray > 0) faults.push(`${stray} ids belong to no read`);
    return { ...head, faults };
  } finally {
    db.close();
  }
}

function faultsOf(
  { number, at, subject, content, hash }: StoredRead,
  before: Head,
  ids: readonly (readonly [string, string])[],
): readonly string[] {
  if (number !== before.reads + 1) return [`read ${before.reads + 1} is missing`];
  if (hash !== hashOf(before.hash, number, content)) return [`read ${number} was changed`];
  const read = JSON.parse(content) as CaseRead;
  const listed = idsByKind(read).toSorted(byText);
  const same = JSON.stringify(listed) === JSON.stringify([...ids].toSorted(byText));
  return same && read.at === at && read.reader.subject === subject
    ? []
    : [`read ${number} is found by what is not written in it`];
}

const byText = (a: readonly string[], b: readonly string[]): number => (a.join() < b.join() ? -1 : 1);
