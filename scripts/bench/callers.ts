import Database from 'better-sqlite3';
import { join } from 'node:path';
import { inCopy } from './big-log.ts';
import type { Sent } from './http-load.ts';
import { built } from './product.ts';

export interface Asked {
  readonly path: string;
  readonly authorization: string;
  /** The participation or, of a timeline, the adviser: the rows of the answer are found by it. */
  readonly about: string;
}

export const kinds = ['case history', 'timeline page', 'case history as the provider reads it'] as const;
export type Kind = (typeof kinds)[number];
export type Questions = Readonly<Record<Kind, readonly Asked[]>>;

interface Case {
  readonly participation: string;
  readonly provider: string;
  readonly adviser: string;
  readonly office: string;
}

/** Signs tokens of an instance for a day. */
async function bearerOf(dataDir: string) {
  const [{ InstanceKey }, { SystemClock }] = await Promise.all([
    built<typeof import('../../src/identity/instance-key.js')>('identity/instance-key'),
    built<typeof import('../../src/clock.js')>('clock'),
  ]);
  const key = await InstanceKey.open(dataDir, new SystemClock());
  return async (principal: Parameters<typeof key.sign>[0]): Promise<string> =>
    `Bearer ${await key.sign(principal, { expiresIn: 86_400 })}`;
}

/**
 * Questions of people who may ask them. In logs of every size they are about the same cases of the template, each in
 * another of its copies: as long a history, as full a timeline, and spread over the whole log.
 */
export async function questions(dataDir: string, copies: number, count: number): Promise<Questions> {
  const bearer = await bearerOf(dataDir);
  const cases = sample(join(dataDir, 'views.db'), count).map((one, n): Case => {
    const copy = n % copies;
    return {
      participation: inCopy(one.participation, copy),
      provider: inCopy(one.provider, copy),
      adviser: inCopy(one.adviser, copy),
      office: inCopy(one.office, copy),
    };
  });
  const historyOf = ({ participation }: Case) => ({
    path: `/v1/participations/${participation}/history`,
    about: participation,
  });
  const byAdviser = async (one: Case): Promise<string> =>
    bearer({ subject: one.adviser, roles: ['adviser'], office: one.office });
  const all = <Of>(of: (one: Case) => Promise<Of>): Promise<readonly Of[]> => Promise.all(cases.map(of));
  return {
    'case history': await all(async one => ({ ...historyOf(one), authorization: await byAdviser(one) })),
    'timeline page': await all(async one => ({
      path: '/v1/timeline?limit=50',
      about: one.adviser,
      authorization: await byAdviser(one),
    })),
    'case history as the provider reads it': await all(async one => ({
      ...historyOf(one),
      authorization: await bearer({
        subject: `${one.provider}-1`,
        roles: ['provider'],
        provider: one.provider,
      }),
    })),
  };
}

/** Every n-th ended case of the template that was ever assigned a place. */
function sample(views: string, count: number): readonly Case[] {
  const db = new Database(views, { readonly: true });
  try {
    const all = db
      .prepare<[], Case>(
        `SELECT participation_id AS participation, provider_id AS provider, adviser_id AS adviser, office_id AS office
         FROM participation_status JOIN directory_client USING (client_id)
         WHERE ever_assigned = 1 AND ended_on IS NOT NULL AND provider_id IS NOT NULL ORDER BY participation_id`,
      )
      .all()
      .filter(({ participation }) => !/-c\d+$/.test(participation));
    if (all.length === 0) throw new Error('no case of the log has ended: it is too small to be asked about');
    const step = Math.max(1, Math.floor(all.length / count));
    return all.filter((_, n) => n % step === 0).slice(0, count);
  } finally {
    db.close();
  }
}

/** Each question in turn. */
export function asking(asked: readonly Asked[]): () => Sent {
  let n = 0;
  return () => {
    const { path, authorization } = asked[n++ % asked.length]!;
    return { method: 'GET', path, headers: { authorization } };
  };
}
