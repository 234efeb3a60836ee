import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { isStopLine, StopRecord, type StopEntry, type StopLine } from './stop-record.js';

function parsed(text: string): StopLine | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isStopLine(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The record in a file, a JSON object a line. One process writes it, as it holds the data directory. */
export class StopFile extends StopRecord {
  constructor(private readonly file: string) {
    super();
  }

  async after(number: number): Promise<readonly StopEntry[]> {
    const lines = linesIn(this.text());
    if (lines.length < number)
      throw new Error(
        `${this.file} has ${lines.length} lines, of ${number} that were there: put it back, or start anew`,
      );
    return lines.slice(number).map((line, index) => ({ number: number + index + 1, line: parsed(line) }));
  }

  async add(line: StopLine, number: number): Promise<boolean> {
    const whole = this.text();
    if (linesIn(whole).length !== number - 1) return false;
    const begin = whole === '' || whole.endsWith('\n') ? '' : '\n';
    const file = openSync(this.file, 'a', 0o600);
    try {
      writeSync(file, `${begin}${JSON.stringify(line)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    return true;
  }

  async close(): Promise<void> {}

  private text(): string {
    try {
      return readFileSync(this.file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
      throw error;
    }
  }
}

const linesIn = (text: string): readonly string[] => text.split('\n').filter(Boolean);
