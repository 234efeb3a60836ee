import type { Actor, Source } from '../../../src/terms/actor.js';
import type { AnyFact, Decided, Issued, Recorded } from '../../../src/terms/fact.js';
import type { Instant } from '../../../src/terms/times.js';
import { later, momentOf } from './moments.js';
import { adviser } from './people.js';

/** A fact as a story tells it: when it occurred and, where that matters, its id, who wrote it and whose word it is. */
export type Told<F extends AnyFact = AnyFact> = F & {
  readonly occurred: Instant;
  readonly learned?: Instant;
  readonly knew?: Instant;
  readonly id?: string;
  readonly by?: Actor;
  readonly source?: Source;
};

export type Story<F extends AnyFact> = readonly (Told<F> | readonly Told<F>[])[];

type Changes = Partial<Pick<Told, 'id' | 'by' | 'source'>>;

export const on = <F extends AnyFact>(short: string, fact: F): Told<F> => ({
  ...fact,
  occurred: momentOf(short),
});
export const as = <F extends AnyFact>(changes: Changes, told: Told<F>): Told<F> => ({ ...told, ...changes });
export const named = <F extends AnyFact>(id: string, told: Told<F>): Told<F> => as({ id }, told);
export const learnedOn = <F extends AnyFact>(short: string, told: Told<F>): Told<F> => ({
  ...told,
  learned: momentOf(short),
});
export const knownSince = <F extends AnyFact>(short: string, told: Told<F>): Told<F> => ({
  ...told,
  knew: momentOf(short),
});

/** The story as it stands in a stream: `entry-0`, `entry-1`, … in its order, written as it was learned. */
export function recorded<F extends AnyFact>(story: Story<F>, stream = 'participation-1'): Recorded<F>[] {
  let writtenAt = '';
  return story.flat().map((told, revision) => {
    const {
      occurred,
      learned = occurred,
      knew,
      id = `entry-${revision}`,
      by = adviser,
      source,
      ...fact
    } = told;
    writtenAt = later(writtenAt, learned);
    const times = { occurredAt: occurred, learnedAt: learned, recordedAt: writtenAt };
    return {
      ...(fact as unknown as F),
      ...times,
      ...(knew === undefined ? {} : { sourceKnewAt: knew }),
      id,
      stream,
      revision,
      position: String(revision).padStart(16, '0'),
      schemaVersion: 1,
      rulebook: 'usual',
      channel: 'api' as const,
      actor: by,
      source: source ?? 'adviser',
      correlationId: `correlation-${revision}`,
      causationId: `command-${revision}`,
      command: { id: `command-${revision}`, digest: '' },
    };
  });
}

/** Facts just decided as they would then stand in the stream. */
export function append<F extends AnyFact>(
  past: readonly Recorded<F>[],
  decided: readonly Decided<F>[],
  { at, by, source, eventId }: Issued,
): Recorded<F>[] {
  const added = decided.map(({ source: own = source, causedBy: _, ...fact }, index) => ({
    ...recorded<F>([{ ...(fact as unknown as F), occurred: at.occurredAt }])[0]!,
    ...at,
    id: eventId(index),
    revision: past.length + index,
    actor: by,
    source: own,
  }));
  return [...past, ...(added as Recorded<F>[])];
}
