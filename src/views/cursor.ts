/** A cursor that this list did not give out. */
export class BadCursor extends Error {
  constructor() {
    super('the cursor is none of this list');
    this.name = 'BadCursor';
  }
}

/** A part of a list. `next`, given while there is more, is the cursor of the part that follows. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string;
}

/** Where a part of a list ended: the cells of its last row by which the list is ordered. */
export class Cursor<Column extends string> {
  /** @param list distinguishes the lists: a cursor of another is refused */
  constructor(
    private readonly list: string,
    private readonly columns: readonly Column[],
  ) {}

  /** @throws BadCursor */
  read(cursor: string | undefined): Readonly<Record<Column, string>> | undefined {
    if (cursor === undefined) return undefined;
    const [list, ...cells] = textsIn(cursor);
    if (list !== this.list || cells.length !== this.columns.length) throw new BadCursor();
    return Object.fromEntries(this.columns.map((column, n) => [column, cells[n]])) as Record<Column, string>;
  }

  /** The first `limit` of rows that were read with one more than that. */
  page<Row extends Readonly<Record<Column, string>>, Item>(
    rows: readonly Row[],
    limit: number,
    item: (row: Row) => Item,
  ): Page<Item> {
    const items = rows.slice(0, limit).map(item);
    const last = rows[limit - 1];
    if (rows.length <= limit || !last) return { items };
    const place = [this.list, ...this.columns.map(column => last[column])];
    return { items, next: Buffer.from(JSON.stringify(place)).toString('base64url') };
  }
}

function textsIn(cursor: string): readonly string[] {
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.toString('base64url') !== cursor) throw new BadCursor();
  let texts: unknown;
  try {
    texts = JSON.parse(bytes.toString());
  } catch {
    throw new BadCursor();
  }
  const isText = (text: unknown): text is string =>
    typeof text === 'string' && text.isWellFormed() && !text.includes('\0');
  if (!Array.isArray(texts) || !texts.every(isText)) throw new BadCursor();
  return texts;
}
