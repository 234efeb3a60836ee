/**
 * Records contacts over HTTP, a few at a time, and looks when each can be seen: its row in the file of the views,
 * looked for every millisecond by the position that the 201 told, or the timeline that was asked for that position.
 */
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { figuresOf, type Figures } from '../figures.ts';
import { contact, type Desk } from '../practice.ts';
import { answering } from '../worker.ts';

const [url, dataDir] = process.argv.slice(2) as [string, string];
/** So many at once, each on a connection of its own: a percentile wants samples. */
const together = 4;
const views = new Database(join(dataDir, 'views.db'), { readonly: true });
const row = views.prepare<[string], unknown>('SELECT 1 FROM adviser_timeline_entry WHERE position = ?');
const pool = new Pool(url, { connections: together });

interface Recorded {
  readonly id: string;
  readonly position: string;
}

async function record(participationId: string, authorization: string): Promise<Recorded> {
  const { statusCode, body } = await pool.request({
    method: 'POST',
    path: `/v1/participations/${participationId}/contacts`,
    headers: { authorization, 'content-type': 'application/json' },
    body: contact,
  });
  const text = await body.text();
  if (statusCode !== 201) throw new Error(`a contact was answered ${statusCode}: ${text.slice(0, 200)}`);
  return JSON.parse(text) as Recorded;
}

async function untilRow({ position }: Recorded): Promise<void> {
  for (const end = performance.now() + 10_000; row.get(position) === undefined; await pause(1))
    if (performance.now() > end) throw new Error(`the row of ${position} is not there after ten seconds`);
}

async function untilAnswer({ id, position }: Recorded, authorization: string): Promise<void> {
  const path = `/v1/timeline?limit=20&min-position=${position}`;
  const { statusCode, body } = await pool.request({ method: 'GET', path, headers: { authorization } });
  const text = await body.text();
  if (statusCode !== 200 || !text.includes(id))
    throw new Error(`the timeline lacks ${position}: ${statusCode} ${text.slice(0, 200)}`);
}

/** Lags from the 201 on. */
export interface Lags {
  readonly row: Figures;
  readonly answer: Figures;
}

answering<{ readonly seconds: number; readonly desk: Desk }>(
  async ({ seconds, desk: { authorization, participationIds } }): Promise<Lags> => {
    const times = { row: [] as number[], answer: [] as number[] };
    const end = performance.now() + seconds * 1_000;
    const watch = async (first: number): Promise<void> => {
      for (let n = first; performance.now() < end; n += together) {
        const recorded = await record(participationIds[n % participationIds.length]!, authorization);
        const answered = performance.now();
        // three rows to one answer: it is the row that is held against the goal
        const what = Math.floor(n / together) % 4 === 3 ? 'answer' : 'row';
        await (what === 'row' ? untilRow(recorded) : untilAnswer(recorded, authorization));
        times[what].push(performance.now() - answered);
      }
    };
    await Promise.all(Array.from({ length: together }, (_, n) => watch(n)));
    return { row: figuresOf(times.row, seconds), answer: figuresOf(times.answer, seconds) };
  },
  async () => {
    views.close();
    await pool.destroy();
  },
);
