import { openSync, closeSync, fsyncSync, renameSync, rmSync, writeSync } from 'node:fs';

/**
 * Writes files that are there whole or not at all: each under `.tmp`, and renamed when all are written.
 * @param files lines by path; the last path is the last to be renamed
 */
export function writeAll(files: readonly (readonly [path: string, lines: Iterable<string>])[]): void {
  try {
    for (const [path, lines] of files) writeLines(`${path}.tmp`, lines);
    for (const [path] of files) renameSync(`${path}.tmp`, path);
  } catch (error) {
    for (const [path] of files) rmSync(`${path}.tmp`, { force: true });
    throw error;
  }
}

const enough = 1 << 20;

function writeLines(path: string, lines: Iterable<string>): void {
  const file = openSync(path, 'w');
  try {
    let waiting = '';
    for (const line of lines) {
      waiting += `${line}\n`;
      if (waiting.length < enough) continue;
      writeWhole(file, waiting);
      waiting = '';
    }
    writeWhole(file, waiting);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** A write may take only a part, on a disk that is filling up for one. */
function writeWhole(file: number, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) rest = rest.subarray(writeSync(file, rest));
}
