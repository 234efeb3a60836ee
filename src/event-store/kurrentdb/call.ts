/** A call under way: what will be its answer, and how to let go of it. */
export interface Call<T> {
  readonly answer: Promise<T>;
  /** Calls back with every part of the answer that arrives. */
  onPart?(arrived: () => void): void;
  cancel?(): void;
}
