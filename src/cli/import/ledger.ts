import Database from 'better-sqlite3';
import { StoreUnavailable } from '../../event-store/event-store.js';
import { GroupCommit } from '../../event-store/sqlite/group-commit.js';
import type { Reason } from './reasons.js';

/** A line that was refused: `line` is its place, a hash of everything from the file's start to its end. */
interface Refusal {
  readonly line: string;
  readonly reasons: readonly Reason[];
}

/** Keys that may wait in memory. Losing them does no harm: the next run meets the same lines and notes them again. */
const most = 2_000;

/**
 * What imports must remember beside the log, in a file of the data directory. A line that was refused stays refused
 * when its file is imported again, though what came after it would now let it pass: the second run ends where the
 * first did, also where the first was killed. And a key stands for one content, whichever stream it goes to.
 */
export class Ledger {
  private readonly keys = new Map<string, string>();
  private readonly refusals: GroupCommit<Refusal, undefined>;
  private readonly findRefusal;
  private readonly removeRefusal;
  private readonly findKey;
  private readonly write;

  private constructor(private readonly db: Database.Database) {
    this.findRefusal = db.prepare<[string], string>('SELECT reasons FROM refusals WHERE line = ?').pluck();
    this.removeRefusal = db.prepare<[string]>('DELETE FROM refusals WHERE line = ?');
    this.findKey = db.prepare<[string], string>('SELECT digest FROM keys WHERE command = ?').pluck();
    const addRefusal = db.prepare('INSERT OR REPLACE INTO refusals (line, reasons) VALUES (?, ?)');
    const addKey = db.prepare('INSERT OR REPLACE INTO keys (command, digest) VALUES (?, ?)');
    this.write = db.transaction((refusals: readonly Refusal[]) => {
      for (const { line, reasons } of refusals) addRefusal.run(line, JSON.stringify(reasons));
      for (const [command, digest] of this.keys) addKey.run(command, digest);
    });
    this.refusals = new GroupCommit(refusals => {
      this.save(refusals);
      return refusals.map(() => ({ result: undefined }));
    });
  }

  /** @param storeId of the event store; what was noted beside another is forgotten @throws StoreUnavailable */
  static open(file: string, storeId: string): Ledger {
    try {
      const db = new Database(file);
      // a refusal must not be forgotten when the power fails after what came behind it was recorded
      db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
      db.exec(tables);
      const stores = db.prepare<[], string>('SELECT id FROM store').pluck();
      if (stores.get() !== storeId) {
        db.exec('DELETE FROM refusals; DELETE FROM keys; DELETE FROM store;');
        db.prepare('INSERT INTO store (id) VALUES (?)').run(storeId);
      }
      return new Ledger(db);
    } catch (error) {
      throw new StoreUnavailable('the ledger of imports cannot be opened', { cause: error });
    }
  }

  /** Why the line at this place was refused by an earlier run. */
  refusalOf(line: string): readonly Reason[] | undefined {
    const reasons = this.findRefusal.get(line);
    return reasons === undefined ? undefined : (JSON.parse(reasons) as readonly Reason[]);
  }

  /** Resolves when the refusal is on the disk. */
  refuse(line: string, reasons: readonly Reason[]): Promise<undefined> {
    return this.refusals.add({ line, reasons });
  }

  /** The line was taken after all. */
  forgive(line: string): void {
    this.removeRefusal.run(line);
  }

  /** The digest of the content that a command was recorded with. */
  digestOf(commandId: string): string | undefined {
    return this.keys.get(commandId) ?? this.findKey.get(commandId);
  }

  note(commandId: string, digest: string): void {
    this.keys.set(commandId, digest);
    if (this.keys.size >= most) this.save([]);
  }

  close(): void {
    this.refusals.flush();
    this.save([]);
    this.db.close();
  }

  private save(refusals: readonly Refusal[]): void {
    try {
      this.write(refusals);
    } catch (error) {
      throw new StoreUnavailable('the ledger of imports cannot be written', { cause: error });
    }
    this.keys.clear();
  }
}

const tables = `
  CREATE TABLE IF NOT EXISTS store (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS refusals (line TEXT PRIMARY KEY, reasons TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS keys (command TEXT PRIMARY KEY, digest TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;
