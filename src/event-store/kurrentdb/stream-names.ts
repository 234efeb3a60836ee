/**
 * How the streams of one store are named in a database that others share: `<prefix>:<stream>`, or just `<stream>`
 * where the database is ours alone. No prefix holds a colon, so that the streams of `amt` are none of `amt2`.
 */
export class StreamNames {
  private readonly start: string;

  constructor(prefix: string) {
    this.start = prefix === '' ? '' : `${prefix}:`;
  }

  /** What all our streams begin with; empty where the database is ours alone. */
  get beginning(): string {
    return this.start;
  }

  stored(stream: string): string {
    return this.start + stream;
  }

  /** The stream's own name; undefined for the database's own streams, those of others, and the one with our identity. */
  own(stored: string): string | undefined {
    if (stored.startsWith('$') || !stored.startsWith(this.start)) return undefined;
    const stream = stored.slice(this.start.length);
    return stream === identityStream ? undefined : stream;
  }
}

/** Holds what the store itself is; no event of ours stands there. */
export const identityStream = 'teilhabe';
