import { KeptDatabase, onlyGrows, type KeptOptions, type KeptTables } from '../postgres/kept-database.js';
import { isStopLine, StopRecord, type StopEntry, type StopLine } from './stop-record.js';

const tables: KeptTables = {
  name: 'stops of the policies',
  format: 1,
  sql: `
    CREATE TABLE kept_policy_stops (number BIGINT PRIMARY KEY, line TEXT COLLATE "C" NOT NULL);
    ${onlyGrows('kept_policy_stops')}
  `,
};

/** The record in a PostgreSQL database, which all nodes read and write. */
export class PostgresStopRecord extends StopRecord {
  private constructor(private readonly database: KeptDatabase) {
    super();
  }

  /** Opens the record in the search path of the address; one that is not there is made. @throws StoreUnavailable */
  static async open(url: string, options: KeptOptions = {}): Promise<PostgresStopRecord> {
    return new PostgresStopRecord(await KeptDatabase.open(url, tables, { connections: 2, ...options }));
  }

  async after(number: number): Promise<readonly StopEntry[]> {
    const rows = await this.database.query<{ number: number; line: string }>(
      'SELECT number, line FROM kept_policy_stops WHERE number > $1 ORDER BY number',
      [number],
    );
    return rows.map(row => {
      const line: unknown = JSON.parse(row.line);
      return { number: row.number, line: isStopLine(line) ? line : undefined };
    });
  }

  add(line: StopLine, number: number): Promise<boolean> {
    const last = 'SELECT coalesce(max(number), 0) AS number FROM kept_policy_stops';
    return this.database.alone<{ number: number }, boolean>(
      'kept_policy_stops',
      last,
      async ([end], connection) => {
        if (end!.number !== number - 1) return false;
        await connection.query('INSERT INTO kept_policy_stops (number, line) VALUES ($1, $2)', [
          number,
          JSON.stringify(line),
        ]);
        return true;
      },
    );
  }

  close(): Promise<void> {
    return this.database.close();
  }
}
