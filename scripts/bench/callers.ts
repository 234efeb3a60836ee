import Database from 'better-sqlite3';
import { join } from 'node:path';
import type { Sent } from './http-load.ts';
import { built } from './product.ts';

export interface Asked {
  readonly path: string;
  readonly authorization: string;
}

interface Row {
  readonly participation: string;
  readonly provider: string | null;
  readonly adviser: string;
  readonly office: string;
}

/** Questions of people who may ask them, about participations drawn from the whole log. */
export async function questions(dataDir: string, count: number) {
  const [{ InstanceKey }, { SystemClock }] = await Promise.all([
    built<typeof import('../../src/identity/instance-key.js')>('identity/instance-key'),
    built<typeof import('../../src/clock.js')>('clock'),
  ]);
  const key = await InstanceKey.open(dataDir, new SystemClock());
  const bearer = async (principal: Parameters<typeof key.sign>[0]): Promise<string> =>
    `Bearer ${await key.sign(principal, { expiresIn: 86_400 })}`;
  const rows = sample(join(dataDir, 'views.db'), count);
  const asAdviser = (path: (row: Row) => string) =>
    Promise.all(
      rows.map(async row => ({
        path: path(row),
        authorization: await bearer({ subject: row.adviser, roles: ['adviser'], office: row.office }),
      })),
    );
  const asProvider = Promise.all(
    rows
      .filter(row => row.provider !== null)
      .map(async row => ({
        path: `/v1/participations/${row.participation}/history`,
        authorization: await bearer({
          subject: `${row.provider}-1`,
          roles: ['provider'],
          provider: row.provider!,
        }),
      })),
  );
  return {
    'case history': await asAdviser(row => `/v1/participations/${row.participation}/history`),
    'timeline page': await asAdviser(() => '/v1/timeline?limit=50'),
    'case history as the provider reads it': await asProvider,
  } as const satisfies Readonly<Record<string, readonly Asked[]>>;
}

function sample(views: string, count: number): readonly Row[] {
  const db = new Database(views, { readonly: true });
  try {
    // every n-th of those that were ever assigned a place: the same question for a small log and a large one
    const all = db
      .prepare<[], Row>(
        `SELECT participation_id AS participation, provider_id AS provider, adviser_id AS adviser, office_id AS office
         FROM participation_status JOIN directory_client USING (client_id)
         WHERE ever_assigned = 1 AND ended_on IS NOT NULL ORDER BY participation_id`,
      )
      .all();
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
