import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { exitCodes } from '../exit-codes.js';
import { Failure } from '../failure.js';
import type { Line } from './lines.js';
import type { Reason } from './reasons.js';

/** Characters that are gathered before they are written. */
const enough = 65_536;

/**
 * FILE.rejected. It is written aside as the import goes and takes its name when the import ends or is stopped: who
 * reads it under its name reads whole lines. None is left where nothing was refused.
 */
export class RejectedFile {
  private readonly aside: string;
  private file: number | undefined;
  private waiting = '';

  constructor(readonly path: string) {
    this.aside = `${path}.part`;
  }

  /** @param isJson whether the line can stand in the file as it was given; else it stands there as a text */
  add({ number, bytes }: Line, reasons: readonly Reason[], isJson: boolean): void {
    const text = bytes.toString('utf8').trim();
    const command = isJson ? text : JSON.stringify(text);
    this.waiting += `{"line":${number},"reasons":${JSON.stringify(reasons)},"command":${command}}\n`;
    if (this.waiting.length >= enough) this.write();
  }

  /** Shows what was refused so far, and only that. */
  publish(): void {
    if (this.file === undefined && !this.waiting)
      return this.attempt(() => rmSync(this.path, { force: true }));
    this.write();
    this.attempt(() => {
      fsyncSync(this.file!);
      closeSync(this.file!);
      renameSync(this.aside, this.path);
    });
    this.file = undefined;
  }

  /** Leaves what stands under the name as it is. */
  abandon(): void {
    if (this.file !== undefined) closeSync(this.file);
    this.file = undefined;
    this.attempt(() => rmSync(this.aside, { force: true }));
  }

  private write(): void {
    this.attempt(() => {
      // it repeats what was sent, which may be sensitive
      this.file ??= openSync(this.aside, 'w', 0o600);
      for (let rest = Buffer.from(this.waiting); rest.length > 0;)
        rest = rest.subarray(writeSync(this.file, rest));
    });
    this.waiting = '';
  }

  private attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Failure(`what was refused cannot be written: ${why}`, exitCodes.cannotCreate, {
        cause: error,
      });
    }
  }
}
