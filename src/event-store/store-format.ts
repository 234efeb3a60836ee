/** The store was written by a newer program; this one would misread or damage it. Nothing was changed. */
export class StoreFormatTooNew extends Error {
  constructor(
    readonly found: number,
    readonly understood: number,
  ) {
    super(`the event store has format ${found}, this program understands up to ${understood}`);
    this.name = 'StoreFormatTooNew';
  }
}
