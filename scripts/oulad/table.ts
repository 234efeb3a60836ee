import { parse } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Faults } from './faults.ts';

/** One row of a file: its cells by column name, and how to say that one of them is wrong. */
export interface Row {
  readonly line: number;
  /** The trimmed text; empty where the cell is empty or `?`, which some releases of the set write instead. */
  text(column: string): string;
  /** A whole number, also as `12.0`; undefined where the cell is empty. Anything else is a fault and undefined. */
  days(column: string): number | undefined;
  fault(what: string): void;
}

const farthest = 3660; // ten years: no course run lasts longer, and dates stay within the calendar

/**
 * Reads a CSV file row by row, columns by name in whatever order, others ignored. A file or column that is missing
 * or a line that is no CSV becomes a fault and ends the reading of this file.
 * @param onBytes told how many bytes were read since it was last called
 */
export async function readTable(
  folder: string,
  file: string,
  columns: readonly string[],
  faults: Faults,
  onBytes: (count: number) => void,
  onRow: (row: Row) => void,
): Promise<void> {
  let missing = [...columns];
  const parser = parse({
    bom: true,
    trim: true,
    info: true,
    skip_empty_lines: true,
    columns: (header: string[]) => {
      missing = columns.filter(column => !header.includes(column));
      return header;
    },
  });
  const input = createReadStream(join(folder, file));
  input.on('data', chunk => onBytes(chunk.length));
  input.on('error', error => parser.destroy(error));
  try {
    for await (const { record, info } of input.pipe(parser)) {
      if (missing.length > 0) break;
      onRow(rowOf(record, info.lines, (what, line) => faults.add(file, what, line)));
    }
    for (const column of missing) faults.add(file, `the column ${column} is missing`);
  } catch (error) {
    faults.add(file, explain(error));
  } finally {
    input.destroy();
  }
}

function rowOf(
  record: Readonly<Record<string, string>>,
  line: number,
  fault: (what: string, line: number) => void,
): Row {
  const text = (column: string): string => (record[column] === '?' ? '' : (record[column] ?? ''));
  const days = (column: string): number | undefined => {
    const cell = text(column);
    if (cell === '') return undefined;
    const value = /^[+-]?\d+(\.0+)?$/.test(cell) ? Number(cell) : NaN;
    if (Math.abs(value) <= farthest) return value;
    fault(`${column} is "${cell}", not a whole number of days up to ±${farthest}`, line);
    return undefined;
  };
  return { line, text, days, fault: what => fault(what, line) };
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && error.code === 'ENOENT' ? 'the file is missing' : error.message;
}
