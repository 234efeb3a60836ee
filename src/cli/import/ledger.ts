import Database from 'better-sqlite3';
import { StoreUnavailable } from '../../event-store/event-store.js';
import type { Reason } from './reasons.js';

/**
 * What imports must remember beside the log, in a file of the data directory. A line that was refused stays refused
 * when its file is imported again, though what came after it would now let it pass: the second run ends where the
 * first did, also where the first was killed. And a key stands for one content, whichever stream it goes to.
 */
export class Ledger {
  /** Waiting to be saved: reasons by line, where `undefined` forgives it, and digests by command. */
  private readonly refusals = new Map<string, string | undefined>();
  private readonly keys = new Map<string, string>();
  private readonly findRefusal;
  private readonly findKey;
  private readonly writeRefusals;
  private readonly writeKeys;

  private constructor(private readonly db: Database.Database) {
    this.findRefusal = db.prepare<[string], string>('SELECT reasons FROM refusals WHERE line = ?').pluck();
    this.findKey = db.prepare<[string], string>('SELECT digest FROM keys WHERE command = ?').pluck();
    const addRefusal = db.prepare('INSERT OR REPLACE INTO refusals (line, reasons) VALUES (?, ?)');
    const forgive = db.prepare('DELETE FROM refusals WHERE line = ?');
    const addKey = db.prepare('INSERT OR REPLACE INTO keys (command, digest) VALUES (?, ?)');
    this.writeRefusals = db.transaction(() => {
      for (const [line, reasons] of this.refusals)
        if (reasons === undefined) forgive.run(line);
        else addRefusal.run(line, reasons);
    });
    this.writeKeys = db.transaction(() => {
      for (const [command, digest] of this.keys) addKey.run(command, digest);
    });
  }

  /** @param storeId of the event store; what was noted beside another is forgotten @throws StoreUnavailable */
  static open(file: string, storeId: string): Ledger {
    try {
      const db = new Database(file);
      db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
      db.exec(tables);
      if (db.prepare<[], string>('SELECT id FROM store').pluck().get() !== storeId) {
        db.exec('DELETE FROM refusals; DELETE FROM keys; DELETE FROM store;');
        db.prepare('INSERT INTO store (id) VALUES (?)').run(storeId);
      }
      return new Ledger(db);
    } catch (error) {
      throw new StoreUnavailable('the ledger of imports cannot be opened', { cause: error });
    }
  }

  /**
   * Why the line was refused by an earlier run.
   * @param line its place: a hash of everything from the file's beginning to its end
   */
  refusalOf(line: string): readonly Reason[] | undefined {
    const reasons = this.refusals.has(line) ? this.refusals.get(line) : this.findRefusal.get(line);
    return reasons === undefined ? undefined : (JSON.parse(reasons) as readonly Reason[]);
  }

  refuse(line: string, reasons: readonly Reason[]): void {
    this.refusals.set(line, JSON.stringify(reasons));
  }

  /** The line was taken after all. */
  forgive(line: string): void {
    this.refusals.set(line, undefined);
  }

  /** The digest of the content that a command was recorded with. */
  digestOf(commandId: string): string | undefined {
    return this.keys.get(commandId) ?? this.findKey.get(commandId);
  }

  note(commandId: string, digest: string): void {
    this.keys.set(commandId, digest);
  }

  /** To be called before what came behind the refused lines is on the disk: only then it cannot change the decision. */
  saveRefusals(): void {
    this.save(this.refusals, this.writeRefusals);
  }

  /** To be called when what stands under the keys is on the disk: a key that is lost is noted again by the next run. */
  saveKeys(): void {
    this.save(this.keys, this.writeKeys);
  }

  close(): void {
    this.db.close();
  }

  private save(waiting: Map<string, unknown>, write: () => void): void {
    if (waiting.size === 0) return;
    try {
      write();
    } catch (error) {
      throw new StoreUnavailable('the ledger of imports cannot be written', { cause: error });
    }
    waiting.clear();
  }
}

const tables = `
  CREATE TABLE IF NOT EXISTS store (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS refusals (line TEXT PRIMARY KEY, reasons TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS keys (command TEXT PRIMARY KEY, digest TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;
