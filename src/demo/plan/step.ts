import type { Command } from '@nestjs/cqrs';
import type { CommandName, commands } from '../../application/commands.js';
import type { Receipt } from '../../application/recording.js';
import type { Actor } from '../../terms/actor.js';

/** What a command accepts, as a caller would send it. */
export type FieldsOf<N extends CommandName> = Omit<
  InstanceType<(typeof commands)[N]>,
  'origin' | 'assertedDay' | keyof Command<Receipt>
>;

/** One command of somebody at some moment. */
export interface Step {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What touches one client (or office, or provider) goes one after the other; the rest of a moment at once. */
  readonly line: string;
  readonly actor: Actor;
  readonly command: CommandName;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly commandId: string;
  readonly correlationId: string;
}
