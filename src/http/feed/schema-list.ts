import type { EventForm } from '../../feed/event-schemas.js';

/** Every type of event in the feed, in each of its versions. */
export interface SchemaList {
  readonly items: readonly SchemaItem[];
}

export interface SchemaItem extends EventForm {
  /** Where the schema of `data` is served. */
  readonly path: string;
}
