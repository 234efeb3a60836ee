import { Command } from '@nestjs/cqrs';
import type { Actor, Channel, Source } from '../terms/actor.js';
import type { Day } from '../terms/times.js';
import { Code, Flag, InstantField } from './fields.js';

/** Where a command's event stands: `id` of what was made or, where nothing was, of the event. */
export interface Receipt {
  readonly id: string;
  readonly revision: number;
  readonly position: string;
}

/** Who sent a command and under which identity: given by the face, never by the body. */
export interface Origin {
  readonly actor: Actor;
  readonly channel: Channel;
  /** A UUID; derived from caller, path and idempotency key, or random where no key was sent. */
  readonly commandId: string;
  /** Keyed hash of the body: another body under the same idempotency key is told by it. */
  readonly digest: string;
  readonly correlationId: string;
  /** What caused the command, where that was no request of its own. */
  readonly causationId?: string;
  /** `If-Match`: the revision that the stream must have. */
  readonly expectedRevision?: number;
}

const common = ['occurredAt', 'sourceKnewAt', 'learnedAt', 'source', 'shared', 'origin'] as const;
type Common = (typeof common)[number];

/** What every command that records something accepts. */
export abstract class Recording extends Command<Receipt> {
  @InstantField({
    optional: true,
    description: 'When it happened in the world. Default: now, or the day it names.',
  })
  readonly occurredAt?: string;

  @InstantField({ optional: true, description: 'When the reporter itself knew.' })
  readonly sourceKnewAt?: string;

  @InstantField({
    optional: true,
    description: 'When the office first knew. Default: now. Never set by a provider.',
  })
  readonly learnedAt?: string;

  @Code(['adviser', 'provider', 'client'], {
    optional: true,
    description: 'Whose word it is. Never set by a provider.',
  })
  readonly source?: Exclude<Source, 'system'>;

  @Flag({ optional: true, description: 'Shown to the provider although it is not its own word.' })
  readonly shared?: boolean;

  origin!: Origin;

  /** The day that the command asserts, where it names one: it stands for `occurredAt` if that was not sent. */
  assertedDay(): Day | undefined {
    return undefined;
  }
}

/** When a provider speaks, the office learns it now, and it is the provider's word: what it says beyond that. */
export const unsaidByProvider = (command: Recording): readonly { field: string; problem: string }[] =>
  (['learnedAt', 'source', 'shared'] as const)
    .filter(field => command[field] !== undefined)
    .map(field => ({ field, problem: 'is never set by a provider' }));

/** The fields of a command that are its own: neither times, source nor origin. */
export function ownFields<C extends Recording>(
  command: C,
): Omit<C, Common | 'assertedDay' | keyof Command<Receipt>> {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(command))
    if (value !== undefined && !(common as readonly string[]).includes(name)) fields[name] = value;
  return fields as Omit<C, Common | 'assertedDay' | keyof Command<Receipt>>;
}
