import { Kysely, SqliteDialect } from 'kysely';
import { MultiRowUpserts } from './multi-row-upserts.js';
import { SqliteFile } from './sqlite-file.js';
import type { AnyTables } from './table.js';
import type { ViewDatabase, ViewDialect } from './view-database.js';

export interface ViewFileOptions {
  /** Milliseconds to wait for a lock that another holds. */
  readonly patience?: number;
  /** The file never grows beyond so many pages of 4 KiB: a batch that needs more finds the disk full. */
  readonly maxPages?: number;
}

const dialect: ViewDialect = {
  types: { text: 'text', integer: 'integer', real: 'real' },
  // a transaction that writes is the only one that does
  alone: async () => undefined,
  impatiently: async () => undefined,
  holding: false,
  indexesAside: false,
  repeated: work => work(),
};

/** Views in a SQLite file, which is made if it is not there. @throws StoreUnavailable */
export function openSqliteViews(
  file: string,
  { patience = 1000, maxPages }: ViewFileOptions = {},
): ViewDatabase {
  const open: SqliteFile[] = [];
  const connect = (readonly: boolean): Kysely<AnyTables> => {
    const database = SqliteFile.open(file, { readonly, patience, maxPages });
    open.unshift(database);
    return new Kysely({ dialect: new SqliteDialect({ database }) });
  };
  const close = (): void => open.forEach(database => database.close());
  try {
    const [writing, reading] = [connect(false), connect(true)];
    const upserts = new MultiRowUpserts(writing);
    return { writing, reading, dialect, upserts, close: async () => close() };
  } catch (error) {
    close();
    throw error;
  }
}
