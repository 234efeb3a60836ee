import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Sent } from './http-load.ts';
import { built, cli } from './product.ts';

/** An adviser of the load, with the participations that it writes to. */
export interface Desk {
  readonly authorization: string;
  readonly participationIds: readonly string[];
}

type Keys = typeof import('../../src/identity/instance-key.js');
type Clocks = typeof import('../../src/clock.js');

const json = { 'content-type': 'application/json' };

/** A command as its route takes it, and by whom it is given. */
interface Step {
  readonly by: string;
  readonly path: string;
  readonly command: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

const admin = 'bench-admin';
const office = 'bench-office';

/** A measure of a provider, under names of this run. */
function measureOf(run: string): { readonly measureId: string; readonly steps: readonly Step[] } {
  const [providerId, measureId] = [`bench-provider-${run}`, `bench-measure-${run}`];
  const steps = [
    { by: admin, path: 'providers', command: 'RegisterProvider', fields: { providerId, name: 'Bench' } },
    {
      by: admin,
      path: 'measures',
      command: 'RegisterMeasure',
      fields: {
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
      },
    },
  ];
  return { measureId, steps };
}

/** An adviser who registers clients, has their mandate and offers them the measure. */
interface Adviser {
  readonly subject: string;
  readonly participationIds: readonly string[];
  readonly steps: readonly (readonly Step[])[];
}

function adviser(run: string, measureId: string, n: number, clients: number): Adviser {
  const by = `bench-${run}-${n}`;
  const all = Array.from({ length: clients }, (_, c) => {
    const [clientId, participationId] = [`bench-c-${run}-${n}-${c}`, `bench-p-${run}-${n}-${c}`];
    const steps = [
      { by, path: 'clients', command: 'RegisterClient', fields: { clientId } },
      { by, path: `clients/${clientId}/mandates`, command: 'ClarifyMandate', fields: { result: 'given' } },
      {
        by,
        path: 'participations',
        command: 'OfferMeasure',
        fields: { participationId, clientId, measureId },
      },
    ];
    return { participationId, steps };
  });
  return {
    subject: by,
    participationIds: all.map(({ participationId }) => participationId),
    steps: all.map(({ steps }) => steps),
  };
}

/** How callers show who they are to an instance, for a day. */
async function bearers(dataDir: string) {
  const { InstanceKey } = await built<Keys>('identity/instance-key');
  const { SystemClock } = await built<Clocks>('clock');
  const key = await InstanceKey.open(dataDir, new SystemClock());
  return async (subject: string): Promise<string> => {
    const held = subject === admin ? { roles: ['admin'] as const } : { roles: ['adviser'] as const, office };
    return `Bearer ${await key.sign({ subject, ...held }, { expiresIn: 86_400 })}`;
  };
}

/** Advisers with clients and a running offer each, recorded over HTTP as anybody would. */
export async function openDesks(
  url: string,
  dataDir: string,
  advisers: number,
  clients: number,
): Promise<readonly Desk[]> {
  const bearer = await bearers(dataDir);
  const run = randomUUID().slice(0, 8);
  const post = async (authorization: string, { path, fields }: Step): Promise<void> => {
    const answer = await fetch(`${url}/v1/${path}`, {
      method: 'POST',
      headers: { ...json, authorization },
      body: JSON.stringify(fields),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  };
  const { measureId, steps } = measureOf(run);
  const asAdmin = await bearer(admin);
  for (const step of steps) await post(asAdmin, step);
  return Promise.all(
    Array.from({ length: advisers }, async (_, n) => {
      const one = adviser(run, measureId, n, clients);
      const authorization = await bearer(one.subject);
      for (const step of one.steps.flat()) await post(authorization, step);
      return { authorization, participationIds: one.participationIds };
    }),
  );
}

/** The same in a data directory that nobody holds, by the product's own import, which takes thousands in seconds. */
export async function importDesks(
  dataDir: string,
  advisers: number,
  clients: number,
): Promise<readonly Desk[]> {
  const run = randomUUID().slice(0, 8);
  const { measureId, steps } = measureOf(run);
  const all = Array.from({ length: advisers }, (_, n) => adviser(run, measureId, n, clients));
  const lines = [...steps, ...all.flatMap(one => one.steps.flat())].map((step, n) =>
    lineOf(step, `${run}-${n}`),
  );
  const directory = mkdtempSync(join(tmpdir(), 'bench-import-'));
  const file = join(directory, 'desks.jsonl');
  try {
    writeFileSync(file, lines.join('\n'));
    const env = { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'], DATA_DIR: dataDir };
    await promisify(execFile)(process.execPath, [cli, 'import', file], { env });
  } finally {
    rmSync(directory, { recursive: true });
  }
  const bearer = await bearers(dataDir);
  return Promise.all(
    all.map(async ({ subject, participationIds }) => ({
      authorization: await bearer(subject),
      participationIds,
    })),
  );
}

/** A step as a line of an import: what its path names stands among its fields. */
function lineOf({ by, path, command, fields }: Step, key: string): string {
  const clientId = /^clients\/([^/]+)\//.exec(path)?.[1];
  const actor = { id: by, ...(by === admin ? { role: 'admin' } : { role: 'adviser', organisation: office }) };
  return JSON.stringify({ command, key, actor, ...fields, ...(clientId ? { clientId } : {}) });
}

export const contact = JSON.stringify({
  between: ['client', 'adviser'],
  channel: 'telephone',
  onSite: false,
});

/** A contact for each participation of each desk in turn, under a key of its own. */
export function contacts(desks: readonly Desk[]): () => Sent {
  let sent = 0;
  const run = randomUUID();
  return () => {
    const { authorization, participationIds } = desks[sent % desks.length]!;
    const participationId = participationIds[Math.floor(sent / desks.length) % participationIds.length]!;
    sent++;
    return {
      method: 'POST',
      path: `/v1/participations/${participationId}/contacts`,
      headers: { ...json, authorization, 'idempotency-key': `${run}-${sent}` },
      body: contact,
    };
  };
}
