import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';

const { TEILHABE = 'http://127.0.0.1:3000', TOKEN = '', FILE = 'places.db' } = process.env;
const db = new DatabaseSync(FILE, { timeout: 5_000 });
db.exec(
  'CREATE TABLE IF NOT EXISTS taken (measure TEXT, participation TEXT, UNIQUE (measure, participation))',
);
db.exec('CREATE TABLE IF NOT EXISTS reached (only INTEGER PRIMARY KEY CHECK (only = 1), next TEXT)');
const take = db.prepare('INSERT INTO taken VALUES (?, ?)');
const free = db.prepare('DELETE FROM taken WHERE measure = ? AND participation = ?');
const reach = db.prepare('INSERT INTO reached VALUES (1, ?) ON CONFLICT DO UPDATE SET next = excluded.next');

let path = String(
  db.prepare('SELECT next FROM reached').get()?.['next'] ?? '/v1/feed?type=PlaceTaken,PlaceFreed',
);
for (;;) {
  const answer = await fetch(new URL(path, TEILHABE), { headers: { authorization: `Bearer ${TOKEN}` } });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  const events = (await answer.json()) as {
    type: string;
    measureid: string;
    data: { participationId: string };
  }[];
  const next = /<(.+)>; rel="next"/.exec(answer.headers.get('link')!)![1]!;
  db.exec('BEGIN');
  for (const { type, measureid, data } of events)
    (type === 'teilhabe.PlaceTaken.v1' ? take : free).run(measureid, data.participationId);
  reach.run(next);
  db.exec('COMMIT');
  if (next === path) await pause(1_000);
  path = next;
}
