// Keeps every event of a feed with the cursor behind it, in one transaction; prints after each how many it has read.
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { EventSource, type EventSourceInit } from 'eventsource';

const [mode, url, bearer, file] = process.argv.slice(2) as ['parts' | 'stream', string, string, string];
const db = new DatabaseSync(file);
db.exec(
  'CREATE TABLE IF NOT EXISTS event (n INTEGER PRIMARY KEY, source TEXT, id TEXT, UNIQUE (source, id))',
);
db.exec('CREATE TABLE IF NOT EXISTS reached (only INTEGER PRIMARY KEY CHECK (only = 1), cursor TEXT)');
const keep = db.prepare('INSERT INTO event (source, id) VALUES (?, ?)');
const reach = db.prepare(
  'INSERT INTO reached VALUES (1, ?) ON CONFLICT DO UPDATE SET cursor = excluded.cursor',
);

interface Told {
  readonly id: string;
  readonly source: string;
}
let count = 0;

function take(events: readonly Told[], cursor: string | null): void {
  if (!events.length) return;
  db.exec('BEGIN');
  for (const { source, id } of events) keep.run(source, id);
  reach.run(cursor);
  db.exec('COMMIT');
  count += events.length;
  process.stdout.write(`${count}\n`);
}

async function parts(after: string): Promise<never> {
  for (let query = `?limit=20${after && `&after=${after}`}`; ;) {
    const answer = await fetch(new URL(query, url), { headers: { authorization: bearer } });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    const { search, searchParams } = new URL(/<(.+)>/.exec(answer.headers.get('link')!)![1]!, url);
    const events = (await answer.json()) as readonly Told[];
    take(events, searchParams.get('after'));
    if (!events.length) await pause(20);
    query = search;
  }
}

function stream(after: string): void {
  const ask: EventSourceInit['fetch'] = (input, init) =>
    fetch(input, { ...init, headers: { ...init?.headers, authorization: bearer } });
  const source = new EventSource(new URL(after && `?after=${after}`, url), { fetch: ask });
  source.addEventListener('message', ({ data, lastEventId }) =>
    take([JSON.parse(String(data)) as Told], lastEventId),
  );
}

const cursor = String(db.prepare('SELECT cursor FROM reached').get()?.['cursor'] ?? '');
if (mode === 'parts') await parts(cursor);
else stream(cursor);
