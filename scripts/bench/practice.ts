import { randomUUID } from 'node:crypto';
import type { Sent } from './http-load.ts';
import { built } from './product.ts';

/** An adviser of the load, with the participations that it writes to. */
export interface Desk {
  readonly authorization: string;
  readonly participationIds: readonly string[];
}

type Keys = typeof import('../../src/identity/instance-key.js');
type Clocks = typeof import('../../src/clock.js');

const json = { 'content-type': 'application/json' };

/** Advisers with a client and a running offer each, recorded over HTTP as anybody would. */
export async function openDesks(
  url: string,
  dataDir: string,
  advisers: number,
  clients: number,
): Promise<readonly Desk[]> {
  const { InstanceKey } = await built<Keys>('identity/instance-key');
  const { SystemClock } = await built<Clocks>('clock');
  const key = await InstanceKey.open(dataDir, new SystemClock());
  const run = randomUUID().slice(0, 8);
  const bearer = async (principal: Parameters<typeof key.sign>[0]): Promise<string> =>
    `Bearer ${await key.sign(principal, { expiresIn: 86_400 })}`;
  const post = async (authorization: string, path: string, body: object): Promise<void> => {
    const answer = await fetch(`${url}/v1/${path}`, {
      method: 'POST',
      headers: { ...json, authorization },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  };
  const admin = await bearer({ subject: 'bench-admin', roles: ['admin'] });
  const [providerId, measureId] = [`bench-provider-${run}`, `bench-measure-${run}`];
  await post(admin, 'providers', { providerId, name: 'Bench' });
  await post(admin, 'measures', {
    measureId,
    providerId,
    title: 'Bench',
    legalBasis: 'sgb3-45-3',
    track: 'purchased',
    places: 12,
    minimumPlaces: 8,
    pricePerPlaceMonth: 50_000,
    runsFrom: '2020-01-01',
    runsTo: '2035-12-31',
  });
  return Promise.all(
    Array.from({ length: advisers }, async (_, n) => {
      const authorization = await bearer({
        subject: `bench-${run}-${n}`,
        roles: ['adviser'],
        office: 'bench-office',
      });
      const participationIds: string[] = [];
      for (let c = 0; c < clients; c++) {
        const [clientId, participationId] = [`bench-c-${run}-${n}-${c}`, `bench-p-${run}-${n}-${c}`];
        await post(authorization, 'clients', { clientId });
        await post(authorization, `clients/${clientId}/mandates`, { result: 'given' });
        await post(authorization, 'participations', { participationId, clientId, measureId });
        participationIds.push(participationId);
      }
      return { authorization, participationIds };
    }),
  );
}

export const contact = JSON.stringify({
  between: ['client', 'adviser'],
  channel: 'telephone',
  onSite: false,
});

/** A contact recorded by each desk in turn for each of its participations, under a key of its own. */
export function contacts(desks: readonly Desk[]): (connection: number) => Sent {
  let sent = 0;
  const run = randomUUID();
  return connection => {
    const { authorization, participationIds } = desks[connection % desks.length]!;
    sent++;
    const participationId = participationIds[Math.floor(sent / desks.length) % participationIds.length]!;
    return {
      method: 'POST',
      path: `/v1/participations/${participationId}/contacts`,
      headers: { ...json, authorization, 'idempotency-key': `${run}-${sent}` },
      body: contact,
    };
  };
}
