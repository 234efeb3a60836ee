import Database from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atLeast, repeated, type Result } from '../figures.ts';
import { built } from '../product.ts';

const size = 100;

/** Bytes like those of an ordinary entry. */
const entry = () => ({
  id: randomUUID(),
  type: 'contact-recorded',
  data: { between: ['client', 'adviser'], channel: 'telephone', onSite: false },
  metadata: {
    schemaVersion: 1,
    occurredAt: '2026-05-11T08:00:00.000Z',
    learnedAt: '2026-05-11T08:00:00.000Z',
    recordedAt: '2026-05-11T08:00:00.000Z',
    actor: { id: 'adv-01', role: 'adviser', organisation: 'jc-1' },
    source: 'adviser',
    channel: 'api',
    correlationId: randomUUID(),
    causationId: randomUUID(),
    rulebook: '2026-07',
    command: { id: randomUUID(), digest: 'x'.repeat(43) },
    measureId: 'measure-1',
    providerId: 'provider-1',
  },
});

/** Batches through the port, against a bare loop that writes the same rows into the same tables as durably. */
export async function append(seconds: number): Promise<Result> {
  const { SqliteEventStore } = await built<
    typeof import('../../../src/event-store/sqlite/sqlite-event-store.js')
  >('event-store/sqlite/sqlite-event-store');
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  const [oursFile, bareFile] = [join(directory, 'ours.db'), join(directory, 'bare.db')];
  const store = SqliteEventStore.open(oursFile);
  await SqliteEventStore.open(bareFile).close();
  const bare = new Database(bareFile);
  try {
    bare.pragma('synchronous = FULL');
    bare.pragma('foreign_keys = ON');
    const addStream = bare.prepare('INSERT INTO streams (id, name) VALUES (?, ?)');
    const add = bare.prepare(
      'INSERT INTO events (position, stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    let [position, streams] = [0, 0];
    const write = bare.transaction((stream: string, events: readonly ReturnType<typeof entry>[]) => {
      addStream.run(++streams, stream);
      for (const [revision, { id, type, data, metadata }] of events.entries())
        add.run(++position, streams, revision, id, type, JSON.stringify(data), JSON.stringify(metadata));
    });
    const batches = Array.from({ length: 200 }, () => Array.from({ length: size }, entry));
    const ours = (n: number) => store.append(`participation-${n}`, 'no-stream', batches[Math.abs(n) % 200]!);
    const theirs = (n: number) => write.immediate(`participation-${n}`, batches[Math.abs(n) % 200]!);
    // in turns: whatever else the machine does meets both
    const rounds = { ours: [] as number[], theirs: [] as number[] };
    const figures = {
      ours: await repeated(0.2, n => ours(-1 - n)),
      theirs: await repeated(0.2, n => theirs(-1 - n)),
    };
    for (let round = 0; round < 5; round++) {
      figures.theirs = await repeated(seconds / 5, n => theirs(round * 1e6 + n));
      rounds.theirs.push(figures.theirs.perSecond);
      figures.ours = await repeated(seconds / 5, n => ours(round * 1e6 + n));
      rounds.ours.push(figures.ours.perSecond);
    }
    const median = (all: readonly number[]): number =>
      all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!;
    const ratio = median(rounds.ours) / median(rounds.theirs);
    return {
      workload: `appends of ${size} events through the port, one after the other`,
      lines: [
        { what: 'through the port', ...figures.ours, perSecond: median(rounds.ours) },
        { what: 'bare loop', ...figures.theirs, perSecond: median(rounds.theirs) },
      ],
      verdicts: [atLeast(0.7, ratio, 'of the bare loop (medians of five rounds in turn)')],
    };
  } finally {
    await store.close();
    bare.close();
    rmSync(directory, { recursive: true });
  }
}
