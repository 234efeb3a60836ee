import type { Actor, Source } from '../../../src/terms/actor.js';
import type { AnyFact, Decided, Issued, Recorded } from '../../../src/terms/fact.js';
import {
  isRejection,
  type Decision,
  type Rejection,
  type RejectionCode,
} from '../../../src/terms/rejection.js';
import { afterMinutes, later, momentOf } from './moments.js';
import { adviser } from './people.js';
import { provoked } from './provoked.js';
import { recorded, type Story, type Told } from './told.js';

/** Where, when and by whom a command is given, as far as a test cares. */
export interface Said {
  readonly on?: string;
  readonly undated?: true;
  readonly by?: Actor;
  readonly source?: Source;
}

interface Outcome<F extends AnyFact> {
  /** Exactly these events: type, data, sensitive part and whose word they are. */
  then(...expected: Story<F>): void;
  /** Exactly this no; `input` where the input itself is at fault. */
  thenRejected(code: RejectionCode, fault?: 'input'): void;
  readonly decided: Decision<Decided<F>>;
}

const plain = ({ type, data, sensitive }: AnyFact, source: Source) => ({
  type,
  data,
  source,
  ...(sensitive ? { sensitive } : {}),
});

/** The command's frame: an hour after the last entry, or at the end of what it asserts, unless the test says when. */
export function issue(past: readonly Recorded[], said: Said = {}, asserted = ''): Issued {
  const { by = adviser, source = 'adviser' } = said;
  const last = past.at(-1)?.recordedAt ?? '';
  const next = last && afterMinutes(last, 60);
  const occurredAt = said.on === undefined ? later(next, asserted) || momentOf('04-01') : momentOf(said.on);
  const recordedAt = later(next, occurredAt);
  const at = { occurredAt, learnedAt: recordedAt, recordedAt };
  return { at, dated: !said.undated, by, source, eventId: index => `new-${index}` };
}

function outcome<F extends AnyFact>(decided: Decision<Decided<F>>, { source }: Issued): Outcome<F> {
  return {
    decided,
    then(...expected) {
      if (isRejection(decided)) throw new Error(`refused as ${decided.code}: ${decided.detail}`);
      const told = (expected.flat() as readonly Told<F>[]).map(one => plain(one, one.source ?? source));
      expect(decided.map(one => plain(one, one.source ?? source))).toStrictEqual(told);
    },
    thenRejected(code, fault) {
      if (!isRejection(decided)) throw new Error(`accepted: ${JSON.stringify(decided)}`);
      const { code: given, input, detail } = decided satisfies Rejection;
      provoked.add(given);
      expect({ code: given, input }).toStrictEqual({ code, input: fault === 'input' });
      expect(detail).not.toBe('');
    },
  };
}

/**
 * given(…what happened) when(a command) then(…what happens) or thenRejected(code).
 * @param decide the aggregate's decision over its recorded past
 * @param check throws where the story that is told could not have happened
 */
export const specification =
  <F extends AnyFact, C>(
    decide: (command: C, past: readonly Recorded<F>[], issued: Issued) => Decision<Decided<F>>,
    check: (past: readonly Recorded<F>[]) => void = () => undefined,
    assertedBy: (command: C) => string = () => '',
  ) =>
  (...story: Story<F>) => {
    const past = recorded(story);
    check(past);
    return {
      when(command: C, said?: Said): Outcome<F> {
        const issued = issue(past, said, assertedBy(command));
        return outcome(decide(command, past, issued), issued);
      },
    };
  };
