import * as fc from 'fast-check';
import { isToBeDeclared, type Duty } from '../../../src/participation/duties/duty.js';
import { rewrites } from '../../../src/participation/effective.js';
import type { ParticipationEntry } from '../../../src/participation/events.js';
import { addDays, dayOf, endOfDay, type Instant } from '../../../src/terms/times.js';
import { anyDuties } from '../../support/duties/any-duties.js';
import { anyParticipation } from '../../support/any-participation.js';
import { readFromRules, type Owed } from '../../support/duties/read-from-rules.js';
import { owed, rulesOf } from '../../support/domain/owed.js';
import type { Told } from '../../support/told-participation.js';

/** A month or a day of absence has no event of its own: it stands with its rule. */
function named({ rule, dutyId }: Duty): string {
  const key = dutyId.slice(rule.length + 1);
  const dated = rule === 'D-month' || (rule === 'D-inform' && /^\d{4}-\d\d-\d\d$/.test(key));
  return dated ? `${rule} ${key}` : rule;
}

const line = ({ rule, foundedBy, dueAt, metAt, endedAt }: Owed): string =>
  `${rule} by ${foundedBy} due ${dueAt} met ${metAt ?? '-'} ended ${endedAt ?? '-'}`;

/** The record tells nothing yet of months after its last day. */
const isTold = (rule: string, until: string): boolean =>
  !rule.startsWith('D-month') || rule.slice('D-month '.length) <= until.slice(0, 7);

function asOwed(duties: readonly Duty[], until: string): readonly string[] {
  return duties
    .map(duty => ({
      rule: named(duty),
      foundedBy: duty.foundedBy,
      dueAt: duty.dueAt,
      ...(duty.met ? { metAt: duty.met.at } : {}),
      ...(duty.ended ? { endedAt: duty.ended } : {}),
    }))
    .filter(({ rule }) => isTold(rule, until))
    .map(line)
    .toSorted();
}

function expectSameReading({ history }: Told): void {
  const until = dayOf(history.at(-1)!.recordedAt);
  expect(asOwed(owed({ history }), until)).toEqual(
    readFromRules(history, rulesOf, until).map(line).toSorted(),
  );
}

type History = readonly ParticipationEntry[];

/** What a correction or annulment made of it only when it was due already is no omission. */
function stoodUnmet({ rule, foundedBy, dueAt }: Owed, history: History, until: string): boolean {
  const atTheTime = history.filter(event => !(rewrites(event) && event.recordedAt > dueAt));
  const [stood] = readFromRules(atTheTime, rulesOf, until).filter(
    one => one.rule === rule && one.foundedBy === foundedBy,
  );
  return stood !== undefined && stood.dueAt <= dueAt && !(stood.metAt !== undefined && stood.metAt <= dueAt);
}

const toDeclare = (history: History, until: string, at: Instant): readonly string[] =>
  readFromRules(history, rulesOf, until)
    .filter(({ rule }) => !rule.startsWith('D-inform'))
    .filter(({ dueAt, metAt }) => dueAt <= at && (metAt === undefined || metAt > at))
    .filter(duty => stoodUnmet(duty, history, until))
    .map(line)
    .toSorted();

describe('what is owed', () => {
  it('is what an independent reading of the page finds, in any course', () =>
    fc.assert(fc.property(anyParticipation, expectSameReading), { numRuns: 400 }));

  it('is that also from the offer on, in other states, with long and leaky reports', () =>
    fc.assert(fc.property(anyDuties, expectSameReading), { numRuns: 400 }));

  it('is declared where the page has it unmet, whenever somebody looks', () =>
    fc.assert(
      fc.property(anyDuties, fc.nat(60), fc.nat(70), ({ history: all }, back, later) => {
        const history = all.slice(0, Math.max(1, all.length - back));
        const until = dayOf(history.at(-1)!.recordedAt);
        const at = endOfDay(addDays(until, later));
        const declared = asOwed(
          owed({ history }).filter(duty => isToBeDeclared(duty, at)),
          until,
        );
        expect(declared).toEqual(toDeclare(history, until, at));
      }),
      { numRuns: 400 },
    ));
});
