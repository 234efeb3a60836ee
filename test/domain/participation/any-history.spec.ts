import * as fc from 'fast-check';
import { schemaFaults } from '../../../src/event-codec/schema-faults.js';
import { storedData } from '../../../src/event-codec/event-codec.js';
import type { ParticipationCommand } from '../../../src/participation/commands.js';
import { decide } from '../../../src/participation/decide.js';
import { effective } from '../../../src/participation/effective.js';
import { impossibility } from '../../../src/participation/entries.js';
import type { ParticipationEntry } from '../../../src/participation/events.js';
import { evolve, stateOf } from '../../../src/participation/evolve.js';
import { none } from '../../../src/participation/state.js';
import type { Actor } from '../../../src/terms/actor.js';
import type { Issued } from '../../../src/terms/fact.js';
import { isRejection, rejectionCodes } from '../../../src/terms/rejection.js';
import { anyCommand } from '../../support/domain/any-command.js';
import type { Here } from '../../support/domain/any-parts.js';
import { everyCommand, phases } from '../../support/domain/every-command.js';
import { afterMinutes } from '../../support/domain/moments.js';
import {
  crisisOpened,
  present,
  riskCleared,
  riskFlagged,
} from '../../support/domain/participation-events.js';
import { redeemed, started, voucherConsented, withVoucher } from '../../support/domain/participation.js';
import { adviser, clerk } from '../../support/domain/people.js';
import { append, on, recorded } from '../../support/domain/told.js';
import { usualRules } from '../../support/told-participation.js';

interface Step {
  readonly speak: (here: Here) => ParticipationCommand;
  readonly hoursLater: number;
  readonly hoursAgo: number;
  readonly dated: boolean;
  readonly by: Actor;
}

const step: fc.Arbitrary<Step> = fc.record({
  speak: anyCommand,
  hoursLater: fc.integer({ min: 0, max: 60 }),
  hoursAgo: fc.oneof({ arbitrary: fc.constant(0), weight: 3 }, fc.integer({ min: 0, max: 200 })),
  dated: fc.boolean(),
  by: fc.constantFrom(adviser, clerk),
});
/** Mostly from the middle of a course, for a walk from the offer seldom comes that far. */
const course = started(present('05-05', '05-06'), crisisOpened(), riskFlagged(), on('05-14', riskCleared()));
const beginning = fc.oneof(
  { arbitrary: fc.constant(course), weight: 12 },
  ...[voucherConsented(), withVoucher(), redeemed()].map(story => ({
    arbitrary: fc.constant(story),
    weight: 1,
  })),
  ...[[], ...phases.map(([, tell]) => tell())].map(story => ({ arbitrary: fc.constant(story), weight: 1 })),
);

const walks = fc.array(step, { maxLength: 80, size: 'max' });

interface Taken {
  readonly command: ParticipationCommand;
  readonly before: readonly ParticipationEntry[];
  readonly after: readonly ParticipationEntry[];
}

/** Every step that was accepted, one after the other. */
function walk(story: Parameters<typeof recorded>[0], steps: readonly Step[]): Taken[] {
  let history = recorded(story) as readonly ParticipationEntry[];
  const taken: Taken[] = [];
  steps.forEach(({ speak, hoursLater, hoursAgo, dated, by }, n) => {
    const recordedAt = afterMinutes(
      history.at(-1)?.recordedAt ?? '2026-04-01T10:00:00.000Z',
      hoursLater * 60,
    );
    const occurredAt = afterMinutes(recordedAt, -hoursAgo * 60);
    const command = speak({ history, occurredAt, riskId: `rule-${n}` });
    const at = { occurredAt, learnedAt: recordedAt, recordedAt };
    const issued: Issued = { at, dated, by, source: 'adviser', eventId: index => `step-${n}-${index}` };
    const decided = decide(command, history, usualRules, issued);
    if (isRejection(decided)) expect(rejectionCodes).toContain(decided.code);
    else {
      const after = append(history, decided, issued) as readonly ParticipationEntry[];
      taken.push({ command, before: history, after });
      history = after;
    }
  });
  return taken;
}

const always = (law: (taken: Taken) => void, seed?: number) =>
  fc.assert(
    fc.property(beginning, walks, (story, steps) => walk([story], steps).forEach(law)),
    { numRuns: 200, ...(seed === undefined ? {} : { seed }) },
  );
const rewrites = ({ type }: { readonly type: string }) =>
  type === 'EntryCorrected' || type === 'EntryAnnulled';
const flags = (history: readonly ParticipationEntry[]) =>
  effective(history).flatMap(({ type, id }) => (type === 'DropoutRiskFlagged' ? [id] : []));

describe('whatever is commanded', () => {
  it('leaves a history that is possible', () =>
    always(({ after }) => expect(impossibility(after)).toBeUndefined()));

  it('comes to the same state event by event as from the beginning', () =>
    always(({ before, after }) => {
      const added = after.slice(before.length);
      if (!added.some(rewrites)) expect(added.reduce(evolve, stateOf(before))).toEqual(stateOf(after));
    }));

  it('leaves nothing to apply to what is effective', () =>
    always(({ after }) => {
      const once = effective(after);
      expect(once.some(rewrites)).toBe(false);
      expect(effective(once)).toEqual(once);
    }));

  it('can be read in part, as what was known at a moment', () =>
    fc.assert(
      fc.property(beginning, walks, fc.array(fc.boolean(), { minLength: 20 }), (story, steps, known) => {
        const { after = [] } = walk([story], steps).at(-1) ?? {};
        const part = effective(after.filter((_, i) => known[i % known.length]));
        const { phase } = part.reduce(evolve, none);
        expect(phase === 'none').toBe(!part.some(({ type }) => type === 'MeasureOffered'));
      }),
      { numRuns: 500 },
    ));

  it('is stored as its schema says', () =>
    always(({ before, after }) => {
      for (const event of after.slice(before.length))
        expect(schemaFaults(event.type, storedData(event))).toEqual([]);
    }));

  it('neither raises nor withdraws a flag by a correction', () =>
    always(({ command, before, after }) => {
      if (command.type === 'CorrectEntry') expect(flags(after)).toEqual(flags(before));
    }));

  it('raises a flag by rule only with a report, and only where none is open', () =>
    always(({ command, before, after }) => {
      const raised = after.slice(before.length).find(({ source }) => source === 'system');
      if (raised?.type !== 'DropoutRiskFlagged') return expect(raised).toBeUndefined();
      expect(command.type).toBe('ReportAttendance');
      expect(stateOf(before)).toMatchObject({ openRisk: undefined });
      expect(stateOf(after)).toMatchObject({ openRisk: raised.data.riskId });
    }));

  it('is looked at with every command in it', () => {
    const seen = new Set<string>();
    always(({ command }) => seen.add(command.type), 2026);
    expect(seen).toEqual(new Set(['OfferMeasure', ...Object.keys(everyCommand)]));
  });
});
