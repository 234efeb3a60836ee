const preface = 24;
const header = 9;

/** Frames of HTTP/2 that the cutting of a connection goes by. */
export const frameType = { data: 0, headers: 1, reset: 3 } as const;

export interface Frame {
  readonly type: number;
  readonly stream: number;
  /** The sender has said all on this stream. */
  readonly endsStream: boolean;
  readonly bytes: Buffer;
}

/** Cuts what comes over a connection into the frames of HTTP/2; the client's greeting comes out as one of no type. */
export class Frames {
  private rest: Buffer = Buffer.alloc(0);
  private greeted: boolean;

  constructor(from: 'client' | 'server') {
    this.greeted = from === 'server';
  }

  *of(chunk: Buffer): Generator<Frame> {
    this.rest = Buffer.concat([this.rest, chunk]);
    for (;;) {
      const length = this.greeted ? this.frameLength() : preface;
      if (this.rest.length < length) return;
      const bytes = this.rest.subarray(0, length);
      this.rest = this.rest.subarray(length);
      yield this.greeted ? frameOf(bytes) : { type: -1, stream: 0, endsStream: false, bytes };
      this.greeted = true;
    }
  }

  private frameLength(): number {
    return this.rest.length < header ? Infinity : header + this.rest.readUIntBE(0, 3);
  }
}

function frameOf(bytes: Buffer): Frame {
  const type = bytes[3]!;
  const ends = type === frameType.data || type === frameType.headers;
  return {
    type,
    stream: bytes.readUInt32BE(5) & 0x7fffffff,
    endsStream: ends && (bytes[4]! & 1) === 1,
    bytes,
  };
}
