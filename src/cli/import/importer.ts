import { createHash, randomUUID } from 'node:crypto';
import type { CommandBus } from '@nestjs/cqrs';
import type { LeftPlaces } from '../../application/participation/left-places.js';
import type { Participations } from '../../application/participation/participations.js';
import { Lanes } from './lanes.js';
import type { Ledger } from './ledger.js';
import type { Line } from './lines.js';
import { readCommand, type ReadCommand } from './read-command.js';
import { keyReused, reasonsIn, type Reason } from './reasons.js';
import { OffersUnderWay } from './offers-under-way.js';
import { idsIn, movesPlace, touchedBy } from './touched-streams.js';

/** Why a line was refused. `isJson`: whether it can stand as it is in a JSON text; `before`: by an earlier run. */
export interface Refused {
  readonly kind: 'refused';
  readonly reasons: readonly Reason[];
  readonly isJson: boolean;
  readonly before?: true;
}

export type Outcome = { readonly kind: 'blank' | 'recorded' | 'repeated' } | Refused;

const blank = /^[ \t\r]*$/;
const hashOf = (...parts: readonly (string | Uint8Array)[]): string =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('base64url');

/** Hands the lines of one file to the command bus, so that every run over the file comes to the same. */
export class Importer {
  private readonly lanes = new Lanes();
  private readonly correlationId = randomUUID();
  private readonly offers = new OffersUnderWay();
  private place: string;
  private newest: string;
  private trouble: { readonly error: unknown } | undefined;

  /** @param head position of the newest event before the import */
  constructor(
    private readonly bus: CommandBus,
    private readonly participations: Participations,
    private readonly leftPlaces: LeftPlaces,
    private readonly ledger: Ledger,
    head: string | undefined,
    private readonly options: { readonly retryRefused?: boolean } = {},
  ) {
    this.place = hashOf('an import');
    this.newest = head ?? '';
  }

  /**
   * Begins with a line; lines are to be given in the order of the file.
   * @returns what becomes of it; rejects with what keeps the whole import from going on
   */
  async take(line: Line): Promise<{ readonly outcome: Promise<Outcome> }> {
    const place = (this.place = hashOf(this.place, `${line.bytes.length}:`, line.bytes));
    if (!line.tooLong && blank.test(line.bytes.toString('latin1'))) return done({ kind: 'blank' });
    const read = readCommand(line, this.correlationId);
    if (read.reasons) return done({ kind: 'refused', ...read });
    const earlier = this.options.retryRefused ? undefined : this.ledger.refusalOf(place);
    if (earlier) return done({ kind: 'refused', reasons: earlier, isJson: true, before: true });
    return this.inTurn(read, place);
  }

  private async inTurn(read: ReadCommand, place: string): Promise<{ readonly outcome: Promise<Outcome> }> {
    const { name, command } = read;
    const touched = await touchedBy(name, command, id => this.measuresOf(id));
    const offered = name === 'OfferMeasure' ? this.offers.begin(idsIn(command)) : undefined;
    const writes = [...touched.writes, `key ${command.origin.commandId}`];
    const outcome = this.lanes.run({ ...touched, writes }, async () => {
      if (this.trouble) throw this.trouble.error;
      try {
        return await this.record(read, place);
      } catch (error) {
        // What came behind it in the file must not be decided as if it had never been there.
        this.trouble ??= { error };
        throw error;
      } finally {
        offered?.end();
      }
    });
    return { outcome };
  }

  private async record({ name, command }: ReadCommand, place: string): Promise<Outcome> {
    const { commandId, digest } = command.origin;
    const before = this.newest;
    try {
      const noted = this.ledger.digestOf(commandId);
      if (noted !== undefined && noted !== digest) return await this.refuse(place, [keyReused]);
      const { position } = await this.bus.execute(command);
      if (position > this.newest) this.newest = position;
      this.ledger.note(commandId, digest);
      if (this.options.retryRefused) this.ledger.forgive(place);
      if (position > before) return { kind: 'recorded' };
      if (movesPlace(name)) await this.leftPlaces.giveBack(idsIn(command)('participationId'), command.origin);
      return { kind: 'repeated' };
    } catch (error) {
      const reasons = reasonsIn(error);
      if (!reasons) throw error;
      return this.refuse(place, reasons);
    }
  }

  /** Resolves when it is on the disk: before that, nothing that could change it may be recorded. */
  private async refuse(place: string, reasons: readonly Reason[]): Promise<Outcome> {
    await this.ledger.refuse(place, reasons);
    return { kind: 'refused', reasons, isJson: true };
  }

  private async measuresOf(participationId: string): Promise<readonly string[]> {
    const offers = this.offers.of(participationId);
    const state = await this.participations.state(participationId);
    return state.phase === 'none' ? offers : [...offers, state.measureId];
  }
}

const done = (outcome: Outcome) => ({ outcome: Promise.resolve(outcome) });
