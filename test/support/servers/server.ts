/** A server that tests need, as it runs. */
export interface Started {
  /** Where it is asked, with credentials. */
  readonly address: string;
  stop(): Promise<void>;
}

/** A kind of server that can be had in one way or another. */
export interface Server {
  /** What this machine lacks for it; undefined where it can be had. It answers within seconds. */
  lacks(): Promise<string | undefined>;
  start(): Promise<Started>;
}
