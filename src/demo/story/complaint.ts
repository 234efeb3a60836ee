import { complaintAnswers, complaints } from '../texts/practice.js';
import type { Fate } from './fate.js';
import type { Story } from './story.js';

/** Now and then somebody complains: of the measure, of the provider, of the office. Most are answered. */
export function perhapsComplain(story: Story, { startedOn, lastDay }: Fate): void {
  const { random, manner, chronicle } = story;
  if (!random.chance(manner.warns < 0.3 ? 0.09 : 0.02)) return;
  const days = chronicle.calendar.between(startedOn, lastDay);
  if (days.length > 10) story.on(days[random.whole(5, days.length - 1)]!, () => complain(story));
}

function complain(story: Story): void {
  const { random, client, measure } = story;
  const complaintId = `complaint-${random.uuid()}`;
  const about = random.weighted({ measure: 5, provider: 3, office: 1 });
  const who = () => (about === 'office' ? client.teamLead() : client.acting());
  client.record(who(), 'RecordComplaint', {
    complaintId,
    about,
    ...(about === 'provider' ? { providerId: measure.provider.id } : {}),
    ...(about === 'measure' ? { measureId: measure.id } : {}),
    words: random.pick(complaints[about]),
  });
  if (random.chance(0.85))
    story.in(random.whole(2, 14), () =>
      client.record(who(), 'AnswerComplaint', { complaintId, words: random.pick(complaintAnswers) }),
    );
}
