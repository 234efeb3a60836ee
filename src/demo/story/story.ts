import type { CommandName } from '../../application/commands.js';
import type { Actor } from '../../terms/actor.js';
import type { CrisisKind, Severity } from '../../terms/catalogues.js';
import { toInstant, type Day, type Instant } from '../../terms/times.js';
import type { Manner } from '../cast/manner.js';
import type { Chronicle, Noted, When } from '../plan/chronicle.js';
import type { FieldsOf } from '../plan/step.js';
import { Random } from '../random.js';
import { AttendanceBook } from './attendance-book.js';
import type { Client } from './client.js';
import type { Measure } from './measure.js';

export type Phase =
  'offered' | 'consented' | 'voucher-issued' | 'assigned' | 'started' | 'interrupted' | 'ended' | 'lost';

export type ToldKind = Exclude<CrisisKind, 'not-disclosed'>;

export interface Crisis {
  readonly kind: ToldKind;
  severity: Severity;
  open: boolean;
}

/** What somebody might want to see of it. */
export type Highlight =
  | 'crisis'
  | 'intervention'
  | 'risk'
  | 'proposal'
  | 'dropout'
  | 'told-late'
  | 'told-after-the-end'
  | 'correction'
  | 'dispute'
  | 'telephone';

/** One participation as it is being told: who does what next, and what was recorded so far. */
export class Story {
  phase: Phase = 'offered';
  consent: 'none' | 'given' | 'withdrawn' = 'none';
  proposed = false;
  endedOn: Day | undefined;
  /** Crises that stand in the record by mistake and will be annulled. */
  mistakes = 0;
  readonly book = new AttendanceBook();
  readonly crises = new Map<string, Crisis>();
  readonly highlights = new Set<Highlight>();
  readonly random: Random;
  private readonly said = new Set<string>();
  /** Ids of entries by which the provider told something much too late. */
  readonly toldTooLate: string[] = [];
  /** What the provider will only tell when all is over. */
  readonly untold: (() => void)[] = [];

  constructor(
    readonly id: string,
    readonly client: Client,
    readonly measure: Measure<Story>,
    /** Another measure is offered to the same client. */
    readonly offerNext: (relation: 'repeat' | 'transfer' | undefined) => void,
  ) {
    this.random = Random.of(client.chronicle.seed, id);
  }

  get chronicle(): Chronicle {
    return this.client.chronicle;
  }

  get manner(): Manner {
    return this.measure.provider.manner;
  }

  get now(): number {
    return this.chronicle.now;
  }

  get today(): Day {
    return this.chronicle.today;
  }

  get active(): boolean {
    return this.phase === 'started' || this.phase === 'interrupted';
  }

  get openCrises(): string[] {
    return [...this.crises].filter(([, { open }]) => open).map(([id]) => id);
  }

  adviser(): Actor {
    return this.client.acting();
  }

  clerk(): Actor {
    return this.measure.clerk(this.random);
  }

  on(day: Day, action: () => void, when?: When): void {
    this.chronicle.on(day, this.random, action, when);
  }

  /** Working days from today. */
  in(days: number, action: () => void, when?: When): void {
    this.chronicle.in(days, this.random, action, when);
  }

  record<N extends CommandName>(
    actor: Actor,
    command: N,
    fields: Omit<FieldsOf<N>, 'participationId'>,
  ): Noted {
    const whole = { participationId: this.id, ...fields } as unknown as FieldsOf<N>;
    return this.chronicle.record(this.client.id, this.random, actor, command, whole);
  }

  /** Some words, or none: not everybody writes, and nobody the same again and again. */
  words<Name extends string>(
    name: Name,
    from: readonly string[] = [],
    share = 0.5,
  ): { readonly [K in Name]?: string } {
    const unsaid = from.filter(words => !this.said.has(words));
    if (!this.random.chance(share) || !unsaid.length) return {};
    const words = this.random.pick(unsaid);
    this.said.add(words);
    return { [name]: words } as { [K in Name]: string };
  }

  instant(moment = this.now): Instant {
    return toInstant(moment);
  }
}
