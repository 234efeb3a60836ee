import { OwnedClock } from '../clock.js';

const anHour = 3_600_000;
/** Milliseconds an entry. */
const slowest = 45_000;

/** Time that goes on while things are written down, entry by entry. */
export class WritingClock extends OwnedClock {
  private moment = Number.NaN;
  private entries = 0;
  private pace = 0;

  /** Goes to a moment at which so many entries are to be written: the more they are, the quicker it goes. */
  reach(moment: number, expected: number): void {
    if (moment === this.moment) return;
    this.moment = moment;
    this.pace = Math.min(slowest, Math.floor(anHour / expected));
    // never back: what was written last took until then
    const late = super.now();
    if (moment > late) this.set(moment);
  }

  override now(): number {
    this.advance(Math.floor(this.pace * (0.4 + ((this.entries++ * 37) % 61) / 60)));
    return super.now();
  }
}
