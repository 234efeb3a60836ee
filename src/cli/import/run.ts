import type { Importer, Outcome } from './importer.js';
import { linesOf, type Line } from './lines.js';
import type { RejectedFile } from './rejected-file.js';
import { Tally } from './tally.js';

/** Lines under way at most: enough for appends to share commits, and all that is in memory of a file. */
const most = 512;

interface UnderWay {
  readonly line: Line;
  readonly outcome: Promise<Outcome>;
}

/** One run over a file: lines begin in the order of the file and end in it, though they are under way together. */
export class Run {
  private readonly tally = new Tally();
  private readonly underWay: UnderWay[] = [];

  constructor(
    private readonly importer: Importer,
    private readonly rejected: RejectedFile,
    private readonly show: (bytesRead: number, tally: Tally) => void,
  ) {}

  /** Rejects with what kept it from going on; what was refused until then is not shown. */
  async over(file: string, stop: AbortSignal): Promise<Tally> {
    try {
      for await (const line of linesOf(file)) {
        if (stop.aborted) break;
        const { outcome } = await this.importer.take(line);
        // It is waited for below, after others; until then nobody is to take it for forgotten.
        outcome.catch(() => undefined);
        this.underWay.push({ line, outcome });
        if (this.underWay.length >= most) await this.endFirst();
      }
      while (this.underWay.length) await this.endFirst();
      this.rejected.publish();
      return this.tally;
    } catch (error) {
      await Promise.allSettled(this.underWay.map(({ outcome }) => outcome));
      this.rejected.abandon();
      throw error;
    }
  }

  private async endFirst(): Promise<void> {
    const { line, outcome } = this.underWay.shift()!;
    const became = await outcome;
    this.tally.add(became);
    if (became.kind === 'refused') this.rejected.add(line, became.reasons, became.isJson);
    this.show(line.readSoFar, this.tally);
  }
}
