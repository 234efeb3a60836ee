import type { RulebookEntry } from '../../rulebook/events.js';
import type { Rulebook } from '../../rulebook/rulebook.js';
import type { Role } from '../../terms/actor.js';
import type { Instant } from '../../terms/times.js';

/** A version of the rulebook, and since when it is in the log: it applies to what is recorded after that. */
export interface RulebookItem {
  readonly version: string;
  readonly addedAt: Instant;
  /** `system` for a version that came with the program. */
  readonly addedBy: Role;
  /** Its place in the log. */
  readonly position: string;
  readonly rulebook: Rulebook;
}

/** All versions in the order in which they were added. */
export interface RulebookList {
  /** Of their stream, for `If-Match` when the next is added. */
  readonly revision: number;
  readonly items: readonly RulebookItem[];
}

export const rulebookItem = ({ data, recordedAt, actor, position }: RulebookEntry): RulebookItem => ({
  version: data.version,
  addedAt: recordedAt,
  addedBy: actor.role,
  position,
  rulebook: data,
});
