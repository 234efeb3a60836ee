import { Kysely, SqliteDialect } from 'kysely';
import { SqliteFile } from './sqlite-file.js';
import { SqliteRowStatements } from './sqlite-row-statements.js';
import { SqliteWriter, SqliteWriterDialect } from './sqlite-writer.js';
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
export async function openSqliteViews(
  file: string,
  { patience = 1000, maxPages }: ViewFileOptions = {},
): Promise<ViewDatabase> {
  const writer = await SqliteWriter.open(file, { patience, maxPages });
  try {
    const database = SqliteFile.open(file, patience);
    const writing = new Kysely<AnyTables>({ dialect: new SqliteWriterDialect(writer) });
    const reading = new Kysely<AnyTables>({ dialect: new SqliteDialect({ database }) });
    const close = async (): Promise<void> => {
      database.close();
      await writer.close();
    };
    return { writing, reading, dialect, statements: new SqliteRowStatements(writer), close };
  } catch (error) {
    await writer.close();
    throw error;
  }
}
