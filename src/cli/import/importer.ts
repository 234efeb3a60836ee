import { createHash } from 'node:crypto';
import type { CommandBus } from '@nestjs/cqrs';
import type { Ledger } from './ledger.js';
import type { Line } from './lines.js';
import { readCommand, type ReadCommand } from './read-command.js';
import { keyReused, reasonsIn, type Reason } from './reasons.js';

/** Why a line was refused. `isJson`: whether it can stand as it is in a JSON text; `before`: by an earlier run. */
export interface Refusal {
  readonly kind: 'refused';
  readonly reasons: readonly Reason[];
  readonly isJson: boolean;
  readonly before?: true;
}

export type Outcome = { readonly kind: 'blank' | 'recorded' | 'repeated' } | Refusal;

export interface ImporterOptions {
  /** Decides lines anew that an earlier run of the same file refused. */
  readonly retryRefused?: boolean;
  /** A UUID of this run, for everything that it records. */
  readonly correlationId: string;
}

const blank = /^[ \t\r]*$/;
const hashOf = (...parts: readonly (string | Uint8Array)[]): string =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('base64url');

const refused = (reasons: readonly Reason[]): Refusal => ({ kind: 'refused', reasons, isJson: true });

/** Hands the lines of one file to the command bus, one after the other, so that every run over it comes to the same. */
export class Importer {
  private place = '';
  private newest: string;

  /** @param head position of the newest event before the import */
  constructor(
    private readonly bus: CommandBus,
    private readonly ledger: Ledger,
    head: string | undefined,
    private readonly options: ImporterOptions,
  ) {
    this.newest = head ?? '';
  }

  /**
   * What becomes of a line; lines are to be given in the order of the file.
   * @throws what keeps the whole import from going on
   */
  async take(line: Line): Promise<Outcome> {
    const place = (this.place = hashOf(this.place, `${line.bytes.length}:`, line.bytes));
    if (!line.tooLong && blank.test(line.bytes.toString('latin1'))) return { kind: 'blank' };
    const read = readCommand(line, this.options.correlationId);
    if (read.reasons) return { kind: 'refused', ...read };
    const earlier = this.options.retryRefused ? undefined : this.ledger.refusalOf(place);
    if (earlier) return { ...refused(earlier), before: true };
    const outcome = await this.decided(read);
    if (outcome.kind === 'refused') this.ledger.refuse(place, outcome.reasons);
    else if (this.options.retryRefused) this.ledger.forgive(place);
    return outcome;
  }

  private async decided({ command }: ReadCommand): Promise<Outcome> {
    const { commandId, digest } = command.origin;
    const noted = this.ledger.digestOf(commandId);
    if (noted !== undefined && noted !== digest) return refused([keyReused]);
    try {
      const { position } = await this.bus.execute(command);
      this.ledger.note(commandId, digest);
      if (position <= this.newest) return { kind: 'repeated' };
      this.newest = position;
      return { kind: 'recorded' };
    } catch (error) {
      const reasons = reasonsIn(error);
      if (!reasons) throw error;
      return refused(reasons);
    }
  }
}
