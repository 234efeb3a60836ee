import { deadlineInDays } from '../../rulebook/working-days.js';
import type { Recorded } from '../../terms/fact.js';
import { dayOf, type Day } from '../../terms/times.js';
import { lastOfType, ofType } from '../by-type.js';
import type { EventOf, ParticipationEntry } from '../events.js';
import { founded, isAfterEnd, settled, type Founded, type Reading } from './founded.js';

type Contact = Recorded<EventOf<'ContactHeld'>>;

/** True for a contact of the office with the client itself; letters and attempts do not count (D-contact). */
export function reachedClient({ source, data: { between, channel } }: Contact): boolean {
  if (!between.includes('client') || channel === 'letter' || channel === 'attempt') return false;
  // Where nobody but the client is named, the other side is whoever tells of it.
  if (between.length === 1) return source !== 'provider';
  return between.includes('adviser') || between.includes('team-lead');
}

const inOrder = (a: ParticipationEntry, b: ParticipationEntry): number =>
  a.occurredAt < b.occurredAt ? -1 : a.occurredAt > b.occurredAt ? 1 : a.revision - b.revision;

/** D-contact: the office keeps in touch with the client from the start to the exit, one duty from contact to contact. */
export function contactDuties({ events, rulesOf, region, attendance, exit }: Reading): readonly Founded[] {
  const start = lastOfType(events, 'ParticipationStarted');
  if (!attendance || !start) return [];
  const { startedOn, endedOn } = attendance;
  const contacts = ofType(events, 'ContactHeld')
    .filter(reachedClient)
    .filter(({ occurredAt }) => dayOf(occurredAt) >= startedOn)
    .filter(({ occurredAt }) => endedOn === undefined || dayOf(occurredAt) <= endedOn)
    .toSorted(inOrder);
  const gap = (from: ParticipationEntry, on: Day, next: Contact | undefined): readonly Founded[] => {
    const rules = rulesOf(from);
    const duty = founded('D-contact', from, deadlineInDays(on, rules.duties.contact, region), rules);
    return settled(duty, next && { at: next.occurredAt, by: next.id }, exit?.at);
  };
  return [
    ...gap(start, startedOn, contacts[0]),
    ...contacts.flatMap((contact, index) =>
      isAfterEnd(contact, exit) ? [] : gap(contact, dayOf(contact.occurredAt), contacts[index + 1]),
    ),
  ];
}
