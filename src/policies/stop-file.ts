import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { Instant } from '../terms/times.js';

export const stopReasons = ['clocks-parted', 'clock-behind-log', 'record-unreadable'] as const;

/** Why the policies stand still. */
export interface Stop {
  readonly since: Instant;
  readonly because: (typeof stopReasons)[number];
  /** How far: the wall clock against the monotonic one, or against the newest event; negative where it is behind. */
  readonly seconds: number;
}

/** Who let them go on, and why. */
export interface Resumption {
  readonly at: Instant;
  readonly by: string;
  readonly reason: string;
}

type Line = { readonly stopped: Stop } | { readonly resumed: Resumption };

/** What stands at the end of the file. */
export interface Standing {
  readonly stop?: Stop;
  readonly resumption?: Resumption;
}

const isLine = (value: unknown): value is Line =>
  typeof value === 'object' && value !== null && ('stopped' in value || 'resumed' in value);

function parsed(text: string): Line | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isLine(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Every stop of the policies and every resumption, a JSON object a line. It only grows; what it says last holds. */
export class StopFile {
  constructor(private readonly file: string) {}

  /** A last line that cannot be read was cut off while it was written: then nobody knows, and they stand still. */
  read(now: Instant): Standing {
    const lines = this.text().split('\n').filter(Boolean);
    const last = lines.at(-1);
    if (last === undefined) return {};
    const line = parsed(last);
    const resumption = lines.map(parsed).findLast(one => one !== undefined && 'resumed' in one);
    const told = resumption && 'resumed' in resumption ? { resumption: resumption.resumed } : {};
    if (!line) return { ...told, stop: { since: now, because: 'record-unreadable', seconds: 0 } };
    return 'stopped' in line ? { ...told, stop: line.stopped } : told;
  }

  /** Durable when it returns. */
  add(line: Line): void {
    const whole = this.text();
    const begin = whole === '' || whole.endsWith('\n') ? '' : '\n';
    const file = openSync(this.file, 'a', 0o600);
    try {
      writeSync(file, `${begin}${JSON.stringify(line)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }

  private text(): string {
    try {
      return readFileSync(this.file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
      throw error;
    }
  }
}
