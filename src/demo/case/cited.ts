import type { DisputeResult } from '../../terms/catalogues.js';
import type { Measure } from '../story/measure.js';
import type { Story } from '../story/story.js';
import { reportingCase as words } from '../texts/cases.js';
import type { CasePath } from './case-path.js';

interface Cited {
  readonly participationId: string;
  readonly eventId: string;
}

/** Entries by which the provider told something much too late, of clients of one office: one of each participation. */
export function toldTooLate(
  stories: readonly Story[],
  measure: Measure<Story>,
  officeId: string,
  most: number,
): Cited[] {
  return stories
    .filter(story => story.measure === measure && story.toldTooLate.length > 0)
    .filter(({ client, chronicle }) => chronicle.offices.of(client.adviserId).id === officeId)
    .map(({ id, toldTooLate: [eventId] }) => ({ participationId: id, eventId: eventId! }))
    .slice(-most);
}

/** The provider disputes its own entry; the client's team-lead settles it, or it is open still. */
export function disputeEntry(
  path: CasePath,
  stories: readonly Story[],
  cited: Cited | undefined,
  result: DisputeResult | undefined,
): void {
  const story = stories.find(({ id }) => id === cited?.participationId);
  if (!story || !cited) return;
  const dispute = story.record(path.clerk(), 'DisputeEntry', {
    eventId: cited.eventId,
    disputedBy: 'provider',
    reason: words.dispute,
  });
  story.highlights.add('dispute');
  if (result === undefined) return;
  story.in(4, () =>
    story.record(story.client.teamLead(), 'SettleDispute', {
      disputeId: dispute.eventId(story.id),
      result,
      note: words.rejected,
    }),
  );
}
