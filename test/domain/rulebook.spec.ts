import { InvalidInput } from '../../src/application/command-errors.js';
import { parseRulebook, shippedRulebooks } from '../../src/application/rulebook-seeds.js';
import { addRulebook, versionsIn } from '../../src/rulebook/decide.js';
import type { RulebookEntry, RulebookEvent } from '../../src/rulebook/events.js';
import { Rulebooks, type Rulebook } from '../../src/rulebook/rulebook.js';
import { specification } from '../support/domain/specification.js';
import { on, recorded, type Told } from '../support/domain/told.js';
import { usualRules } from '../support/told-participation.js';

const named = (name: string, validFrom: string): Rulebook => ({ ...usualRules, version: name, validFrom });
const added = (rulebook: Rulebook): Told<RulebookEvent> =>
  on('03-01', { type: 'RulebookAdded', data: rulebook });
const given = specification<RulebookEvent, Rulebook>((rulebook, past) => addRulebook(rulebook, past));

describe('a version of the rulebook', () => {
  const [first, second] = [named('a', '1900-01-01'), named('b', '2026-07-01')];

  it('is added once', () => {
    given(added(first)).when(second).then(added(second));
    given(added(first), added(second)).when(named('a', '2030-01-01')).thenRejected('already-registered');
  });
});

describe('which version applies', () => {
  const [first, reform, read] = [
    named('first', '1900-01-01'),
    named('reform', '2026-07-01'),
    named('read', '2026-07-01'),
  ];
  const rulebooks = new Rulebooks();
  rulebooks.add([
    { rulebook: first, position: '' },
    { rulebook: reform, position: '' },
    { rulebook: read, position: '0000000000000050' },
  ]);
  const validOn = (day: string, knownAt?: string) => rulebooks.validOn(day, knownAt).version;

  it('is the newest of those valid from the same day', () => {
    expect(validOn('2026-06-30')).toBe('first');
    expect(validOn('2026-07-01')).toBe('read');
  });

  it('is for what stands before it in the log the one of then', () => {
    expect(validOn('2026-07-01', '0000000000000050')).toBe('reform');
    expect(validOn('2026-07-01', '0000000000000051')).toBe('read');
  });

  it('does not change with a version that is known already', () => {
    rulebooks.add([{ rulebook: { ...read, validFrom: '1950-01-01' }, position: '0000000000000060' }]);
    expect(validOn('2026-06-30')).toBe('first');
    expect(rulebooks.all()).toHaveLength(3);
  });
});

it('what the system seeded stands before all else, wherever the log has it', () => {
  const entries = recorded<RulebookEvent>([added(named('a', '1900-01-01')), added(named('b', '2000-01-01'))]);
  const seeded = entries.map((entry, index): RulebookEntry =>
    index === 0 ? { ...entry, channel: 'policy' } : entry,
  );
  expect(versionsIn(seeded).map(({ position }) => position)).toEqual(['', entries[1]!.position]);
});

describe('a rulebook in a file', () => {
  const yaml = (changes: object): string => JSON.stringify({ ...usualRules, ...changes });
  const faultsIn = (changes: object): readonly string[] => {
    try {
      parseRulebook(yaml(changes));
    } catch (error) {
      if (error instanceof InvalidInput) return [...new Set(error.faults.map(({ field }) => field))];
      throw error;
    }
    return [];
  };

  it('is read as it stands', () => expect(parseRulebook(yaml({}))).toEqual(usualRules));

  it('has a hearing of 14 days and no exceptions where it says nothing of them', () => {
    const { hearing: _, ...duties } = usualRules.duties;
    const { exceptions: __, ...rest } = usualRules;
    expect(parseRulebook(JSON.stringify({ ...rest, duties }))).toEqual({ ...usualRules, exceptions: [] });
  });

  it('is told every fault', () => {
    const { duties, warnings } = usualRules;
    expect(
      faultsIn({
        version: 'no version',
        validFrom: '2026-02-30',
        verified: undefined,
        duties: { ...duties, start: -1, cure: { usual: 100, grave: 3, atMost: 90 }, hearing: null },
        warnings: { ...warnings, R2: { window: 5, atLeast: 10, below: 70 } },
        forbidden: { notice: ['sgb2-16z'], obligation: [] },
        exceptions: ['cure refused'],
        more: 1,
      }).toSorted(),
    ).toEqual([
      'duties.cure.usual',
      'duties.hearing',
      'duties.start',
      'exceptions',
      'forbidden.notice',
      'more',
      'validFrom',
      'verified',
      'version',
      'warnings.R2.atLeast',
      'warnings.R2.below',
    ]);
  });
});

describe('the shipped rulebooks', () => {
  it('are two, split on the day of the reform; the second is unverified', () =>
    expect(
      shippedRulebooks().map(({ version, validFrom, verified }) => [version, validFrom, verified]),
    ).toEqual([
      ['2005-01', '1900-01-01', true],
      ['2026-07', '2026-07-01', false],
    ]));

  it('give a hearing of 14 days, and know when no cure need have lapsed', () => {
    for (const { duties, exceptions } of shippedRulebooks()) {
      expect(duties.hearing).toBe(14);
      expect(exceptions).toEqual(['cure-refused', 'danger-to-participants', 'trust-destroyed']);
    }
  });
});
