import type { Actor, Channel, Source } from './actor.js';
import type { Instant } from './times.js';

/** What happened. `data` holds codes, dates and ids; `sensitive` all free text and every disclosing code. */
export interface Fact<Type extends string, Data extends object, Sensitive extends object = object> {
  readonly type: Type;
  readonly data: Readonly<Data>;
  readonly sensitive?: Readonly<Partial<Sensitive>>;
}

export type AnyFact = Fact<string, object>;

/** The four times of an event (domain.md, "Times, never mixed"). */
export interface Times {
  readonly occurredAt: Instant;
  readonly sourceKnewAt?: Instant;
  readonly learnedAt: Instant;
  readonly recordedAt: Instant;
}

/** Who recorded an event, whose word it is and what caused it: everything about it but the fact itself. */
export interface Provenance extends Times {
  readonly id: string;
  readonly schemaVersion: number;
  readonly actor: Actor;
  readonly source: Source;
  readonly channel: Channel;
  readonly correlationId: string;
  readonly causationId: string;
  readonly rulebook: string;
  /** Shown to the provider although its source is the client or the adviser. */
  readonly shared?: true;
  /** The request that made it: a retry is recognised by `id`, another body under the same key by `digest`. */
  readonly command: { readonly id: string; readonly digest: string };
  readonly measureId?: string;
  readonly providerId?: string;
  /** Revisions of the other streams that the decision read. */
  readonly reads?: Readonly<Record<string, number>>;
}

/** A fact as it stands in a stream. `revision` counts from 0; `position` is the store's own. */
export type Recorded<F extends AnyFact = AnyFact> = F &
  Provenance & { readonly stream: string; readonly revision: number; readonly position: string };

/** What a command brings beside its fields: time, identity and ids arrive from outside, the domain makes none. */
export interface Issued {
  readonly at: Times;
  /** True where the sender said when it occurred; otherwise that was derived from a day or the clock. */
  readonly dated: boolean;
  readonly by: Actor;
  readonly source: Source;
  /** The id that the n-th event of this command will carry in the stream it is decided for. */
  readonly eventId: (index: number) => string;
}

/** A fact on its way into a stream. `source` where it is not the command's: what a rule raises is the system's word. */
export type Decided<F extends AnyFact> = F & { readonly source?: Source; readonly causedBy?: number };
