import type { Region } from '../../src/rulebook/working-days.js';
import { attentionItems } from '../../src/views/attention/attention-items.js';
import { escalationRow } from '../../src/views/provider-escalation/escalation-row.js';
import { rulebooks, Told } from '../support/told-participation.js';

const inState = (state: Region | undefined): Told => new Told('t-1', state === undefined ? {} : { state });

// The Monday after Corpus Christi (4 June 2026), which is kept in North Rhine-Westphalia and not in Brandenburg.
const endedOn = '2026-06-08';

/** The provider's word of a crisis came on the fifth working day before the end, or on the fourth. */
const surprise = (state: Region | undefined) => {
  const told = inState(state)
    .started('2026-05-04')
    .crisis('2026-06-01', 'c-1', 3)
    .droppedOut(endedOn, endedOn);
  return escalationRow(told.history, rulebooks)?.surprise;
};

it.each([
  ['NW', 'short-notice'],
  ['BB', 'warned'],
  ['BUND', 'warned'],
  [undefined, 'warned'],
] as const)('a dropout is a surprise by the working days of the office’s state: %s, %s', (state, judged) =>
  expect(surprise(state)).toBe(judged),
);

// Three days after 28 October 2025 is the day of the Reformation, kept in Brandenburg and not in North Rhine-Westphalia.
const startDue = (state: Region | undefined) => {
  const told = inState(state)
    .offered('2025-10-01')
    .consented('2025-10-01')
    .assigned('2025-10-01', '2025-10-28');
  return attentionItems(told.history, rulebooks).find(({ kind }) => kind === 'overdue-report')?.dueAt;
};

it.each([
  ['BB', '2025-11-03T23:00:00.000Z'],
  ['NW', '2025-10-31T23:00:00.000Z'],
  ['BUND', '2025-10-31T23:00:00.000Z'],
] as const)('a start is to be confirmed by a working day of the office’s state: %s, %s', (state, dueAt) =>
  expect(startDue(state)).toBe(dueAt),
);
