import { AccessLog, type CaseRead, type LoggedRead, type Told } from './access-log.js';
import { contentOf, hashOf, type Link } from './chain.js';

/** What a read is found by, beside its moment and its reader. */
export type FoundBy = readonly [kind: string, id: string];

/** A read as it is kept. `at`, `subject` and `ids` repeat the content, to be found by. */
export interface KeptRead extends Link {
  readonly at: string;
  readonly subject: string;
  readonly ids: readonly FoundBy[];
}

/** A log as those see it who check it or move it: no handler reaches this. */
export abstract class KeptAccessLog extends AccessLog {
  /** The reads whose number is higher, at most `limit`, in order. @throws AccessLogUnavailable */
  abstract kept(after: number, limit: number): Promise<readonly KeptRead[]>;

  /** How many ids belong to no read. @throws AccessLogUnavailable */
  abstract strayIds(): Promise<number>;

  /**
   * Takes over reads as another log kept them, all or none; they must go on exactly where this one ends.
   * @throws AccessLogUnavailable, ChainBroken
   */
  abstract takeOver(links: readonly Link[]): Promise<void>;
}

/** What should go on does not fit what is there. */
export class ChainBroken extends Error {
  constructor(readonly number: number) {
    super(`read ${number} does not go on where the log ends`);
    this.name = 'ChainBroken';
  }
}

type Kind = 'participation' | 'client' | 'case';
export const kinds = {
  participation: 'participationIds',
  client: 'clientIds',
  case: 'caseIds',
} as const satisfies Record<Kind, keyof Told>;

export const idsByKind = (told: Partial<Told>): readonly FoundBy[] =>
  Object.entries(kinds).flatMap(([kind, field]) => (told[field] ?? []).map(id => [kind, id] as const));

/** Padded, so that ids compare as strings. */
const idOf = (number: number): string => String(number).padStart(16, '0');
export const readIn = ({ number, content }: Link): LoggedRead => ({
  id: idOf(number),
  ...(JSON.parse(content) as CaseRead),
});

type End = Pick<Link, 'number' | 'hash'>;

const keptAs = (link: Link, { at, reader, ...told }: CaseRead): KeptRead => ({
  number: link.number,
  content: link.content,
  hash: link.hash,
  at,
  subject: reader.subject,
  ids: idsByKind(told),
});

/** New reads as they are kept after the last one. */
export function linked(end: End, reads: readonly CaseRead[]): readonly KeptRead[] {
  let { number, hash } = end;
  return reads.map(read => {
    number += 1;
    const content = contentOf(read);
    hash = hashOf(hash, number, content);
    return keptAs({ number, content, hash }, read);
  });
}

/** Reads of another log as they are kept after the last one. @throws ChainBroken */
export function relinked(end: End, links: readonly Link[]): readonly KeptRead[] {
  let { number, hash } = end;
  return links.map(link => {
    if (link.number !== number + 1 || link.hash !== hashOf(hash, link.number, link.content))
      throw new ChainBroken(link.number);
    ({ number, hash } = link);
    return keptAs(link, JSON.parse(link.content) as CaseRead);
  });
}
