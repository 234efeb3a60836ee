import type { MandateResult } from '../../terms/catalogues.js';
import type { Chronicle } from '../plan/chronicle.js';
import type { Situation } from '../cast/providers.js';
import { Random } from '../random.js';
import { addDays } from '../../terms/times.js';
import { concerns, handOverReasons } from '../texts/before-the-start.js';
import { Client } from './client.js';
import { nothingFits, talkUntilClear } from './talks.js';
import { offer, type Market } from './offer.js';

const situations: Readonly<Record<Situation, number>> = {
  young: 15,
  parent: 17,
  experienced: 18,
  strained: 18,
  practical: 18,
  orientation: 14,
};

/** Somebody comes to the Jobcenter on some day of the year: more in its first weeks, when the new measures begin. */
export function arrival(chronicle: Chronicle, market: Market, number: number, days: number): Client {
  const random = Random.of(chronicle.seed, 'client', number);
  const day = random.chance(0.2) ? random.whole(1, Math.ceil(days * 0.16)) : random.whole(1, days - 1);
  const adviserId = chronicle.offices.somebody(random);
  const situation = random.weighted(situations);
  const burden = Math.min(1, (random.next() + random.next()) / 2 + (situation === 'strained' ? 0.25 : 0));
  const id = `k-${random.uuid().slice(0, 8)}`;
  const client = new Client(chronicle, id, random, adviserId, situation, burden);
  chronicle.on(addDays(chronicle.calendar.from, day), random, () => welcome(client, market));
  return client;
}

function welcome(client: Client, market: Market): void {
  const { chronicle, random } = client;
  if (chronicle.offices.hasLeft(client.adviserId)) client.adviserId = chronicle.offices.somebody(random);
  const { id: officeId } = chronicle.offices.of(client.adviserId);
  client.registered = true;
  client.record(client.acting(), 'RegisterClient', { officeId, adviserId: client.adviserId });
  chronicle.in(random.pick([0, 0, 0, 1, 4]), random, () => {
    const result = random.weighted({ given: 80, withheld: 10, 'benefits-only': 10 });
    if (result !== 'given') return clarify(client, market, result);
    talkUntilClear(client, () => clarify(client, market, result));
  });
  if (random.chance(0.05)) chronicle.in(random.whole(30, 200), random, () => handOver(client));
}

/** It starts with a mandate, which can be withheld without harm and given later. */
function clarify(client: Client, market: Market, result: MandateResult): void {
  const { chronicle, random } = client;
  client.mandate = result;
  const circumstance = random.weighted({
    none: 55,
    childcare: 20,
    'family-care': 9,
    therapy: 8,
    'voluntary-work': 8,
  });
  client.record(client.acting(), 'ClarifyMandate', {
    result,
    ...(random.chance(0.7) ? { circumstances: [circumstance] } : {}),
    ...(random.chance(0.7) ? { concern: random.pick(concerns[result]) } : {}),
    ...(random.chance(0.5) ? { source: 'client' as const } : {}),
  });
  if (result === 'given')
    chronicle.in(random.whole(0, 14), random, () => {
      if (random.chance(0.05)) nothingFits(client, () => offer(client, market));
      else offer(client, market);
    });
  else if (random.chance(0.35))
    chronicle.in(random.whole(15, 60), random, () => clarify(client, market, 'given'));
  else if (random.chance(0.15)) chronicle.in(random.whole(5, 20), random, () => offer(client, market));
}

function handOver(client: Client): void {
  const { random, chronicle } = client;
  const colleagues = chronicle.offices
    .of(client.adviserId)
    .advisers.filter(id => id !== client.adviserId && !chronicle.offices.hasLeft(id));
  if (colleagues.length) handOverTo(client, random.pick(colleagues), random.pick(handOverReasons));
}

export function handOverTo(client: Client, toAdviserId: string, reason: string): void {
  if (client.adviserId === toAdviserId) return;
  client.record(client.teamLead(), 'HandOverClient', { toAdviserId, reason });
  client.adviserId = toAdviserId;
}
