import { addWorkingDays } from '../../rulebook/working-days.js';
import type { ConsultationOutcome } from '../../terms/catalogues.js';
import { colleagues, needs, talks } from '../texts/practice.js';
import type { Client } from './client.js';

const mostTalks = 4;

/** It may take several talks until it is clear what moves somebody; no result yet is a good result. */
export function talkUntilClear(client: Client, then: () => void, talk = 1): void {
  const { random, chronicle } = client;
  const outcome: ConsultationOutcome =
    talk === mostTalks
      ? 'mandate-clear'
      : random.weighted({ 'mandate-clear': 6 + 2 * talk, 'no-result-yet': 2.4, 'motivation-unclear': 1.6 });
  const revisitOn =
    outcome === 'mandate-clear' ? undefined : addWorkingDays(chronicle.today, random.whole(4, 18));
  hold(client, outcome, revisitOn);
  if (revisitOn === undefined) return then();
  if (random.chance(0.22)) chronicle.in(random.whole(1, 3), random, () => ask(client));
  chronicle.on(revisitOn, random, () => talkUntilClear(client, then, talk + 1));
}

/** Nothing of what there is fits; it is talked about again later. */
export function nothingFits(client: Client, again: () => void): void {
  const { random, chronicle } = client;
  const revisitOn = addWorkingDays(chronicle.today, random.whole(15, 40));
  hold(client, 'nothing-fits', revisitOn);
  chronicle.on(revisitOn, random, again);
}

function hold(client: Client, outcome: ConsultationOutcome, revisitOn: string | undefined): void {
  const { random } = client;
  client.record(client.acting(), 'RecordConsultation', {
    form: random.weighted({ 'in-person': 7, telephone: 2, video: 1, written: 0.2 }),
    outcome,
    ...(revisitOn === undefined ? {} : { revisitOn }),
    ...(random.chance(0.4) ? { need: random.pick(needs) } : {}),
    note: random.pick(talks[outcome]),
  });
}

function ask(client: Client): void {
  const { random } = client;
  const anonymised = random.chance(0.7);
  client.record(client.acting(), 'ConsultColleague', {
    role: random.weighted({
      adviser: 6,
      'case-manager': 2,
      'psychological-service': 1,
      'medical-service': 1,
    }),
    anonymised,
    ...(random.chance(0.8) ? { note: random.pick(colleagues) } : {}),
  });
}
