/** How far the views are, whoever writes them: this process or another. */
export interface Standing {
  /** Where the view stood that was farthest behind, when it was last looked at; undefined where one had seen nothing. */
  position(): string | undefined;
  /** Whether all views have reached a position, now or within the time. @throws StoreUnavailable */
  waitFor(position: string, timeoutMs: number): Promise<boolean>;
  /** Whether they are at a position or beyond at this moment: they may have been begun anew. @throws StoreUnavailable */
  standAt(position: string): Promise<boolean>;
}
